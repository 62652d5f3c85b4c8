import { Form, Submit } from './parts/form.tsx'
import type { Frame } from './parts/frame.ts'
import { Page, render } from './parts/page.tsx'

/** Asks whether this browser may stand for the second factor next time; sent as the field `remember`. */
export function rememberDevicePage({ frame }: { readonly frame: Frame }): string {
  const { texts } = frame
  return render(
    <Page frame={frame} title={texts.rememberTitle}>
      <p class="textDescription-customizable">{texts.rememberText}</p>
      <Form frame={frame}>
        <input type="hidden" name="remember" value="yes" />
        <Submit>{texts.remember}</Submit>
      </Form>
      <Form frame={frame}>
        <button type="submit" class="button" name="remember" value="no">
          {texts.notNow}
        </button>
      </Form>
    </Page>,
  )
}
