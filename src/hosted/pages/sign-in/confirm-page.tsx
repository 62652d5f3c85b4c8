import { fill } from '../../languages/texts.ts'
import { classicNames } from './parts/classic-names.ts'
import { CodeField } from './parts/field.tsx'
import { ActionLink, Form, Submit } from './parts/form.tsx'
import { addressOf, type Frame } from './parts/frame.ts'
import { Page, render } from './parts/page.tsx'

export interface ConfirmPage {
  readonly frame: Frame
  /** Where the code went, masked; undefined if that is not known. */
  readonly destination: { readonly kind: 'email' | 'sms'; readonly masked: string } | undefined
  /** Whether the message has a link in place of the code. */
  readonly byLink: boolean
  readonly faults: Readonly<Record<string, string>>
}

/** Asks for the code that confirms a sign-up, or says that a link does. */
export function confirmPage({ frame, destination, byLink, faults }: ConfirmPage): string {
  const { texts } = frame
  const names = classicNames(frame, 'confirm')
  return render(
    <Page frame={frame} title={texts.confirmTitle} subject={destination?.kind ?? 'email'}>
      {destination && (
        <p class="textDescription-customizable">
          {fill(byLink ? texts.linkSentTo : texts.codeSentTo, { destination: destination.masked })}
        </p>
      )}
      {!byLink && (
        <Form frame={frame}>
          <CodeField texts={texts} name="code" id={names?.code} fault={faults.code} />
          <Submit name={names?.button}>{texts.confirmAccount}</Submit>
        </Form>
      )}
      <div class="redirect-customizable">
        <ActionLink frame={frame} to="/resendcode" action="resend">
          {byLink ? texts.sendLinkAgain : texts.sendAgain}
        </ActionLink>
      </div>
      <p class="redirect-customizable">
        <a href={addressOf(frame, '/login')}>{texts.back}</a>
      </p>
    </Page>,
  )
}
