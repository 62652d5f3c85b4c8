import { fill } from '../../languages/texts.ts'
import { AnotherWay } from './parts/another-way.tsx'
import { CodeField } from './parts/field.tsx'
import { ActionLink, Form, Submit } from './parts/form.tsx'
import type { Frame } from './parts/frame.ts'
import { Page, render } from './parts/page.tsx'

export interface CodePage {
  readonly frame: Frame
  /** Where the code comes from. */
  readonly source: 'app' | 'email' | 'sms'
  /** The address or number that it went to, masked; undefined for an app. */
  readonly destination: string | undefined
  /** Whether another code can be sent from this page. */
  readonly offersNewCode: boolean
  readonly offersOthers: boolean
  readonly faults: Readonly<Record<string, string>>
}

/** Asks for the code of a first or a second factor. */
export function codePage({
  frame,
  source,
  destination,
  offersNewCode,
  offersOthers,
  faults,
}: CodePage): string {
  const { texts } = frame
  return render(
    <Page frame={frame} title={texts.codeTitle} subject={source}>
      <p class="textDescription-customizable">
        {destination === undefined ? texts.codeFromApp : fill(texts.codeSentTo, { destination })}
      </p>
      <Form frame={frame}>
        <CodeField texts={texts} name="code" fault={faults.code} />
        <Submit>{texts.next}</Submit>
      </Form>
      {offersNewCode && (
        <div class="redirect-customizable">
          <ActionLink frame={frame} action="resend">
            {texts.sendAgain}
          </ActionLink>
        </div>
      )}
      {offersOthers && <AnotherWay frame={frame} />}
    </Page>,
  )
}
