import { ActionLink, Form, Submit } from './parts/form.tsx'
import type { Frame } from './parts/frame.ts'
import { Page, render } from './parts/page.tsx'

export interface RememberPage {
  readonly frame: Frame
  /** Whether a device that is remembered stands for the second factor. */
  readonly savesFactor: boolean
}

/** Asks whether to remember the browser; answered in the field `action`. */
export function rememberPage({ frame, savesFactor }: RememberPage): string {
  const { texts } = frame
  return render(
    <Page frame={frame} title={texts.rememberTitle} subject="app">
      <p class="textDescription-customizable">{savesFactor ? texts.rememberText : texts.recognizeText}</p>
      <p class="textDescription-customizable">{texts.rememberOwnOnly}</p>
      <Form frame={frame}>
        <input type="hidden" name="action" value="remember" />
        <Submit>{texts.remember}</Submit>
      </Form>
      <div class="redirect-customizable">
        <ActionLink frame={frame} action="skip">
          {texts.notNow}
        </ActionLink>
      </div>
    </Page>,
  )
}
