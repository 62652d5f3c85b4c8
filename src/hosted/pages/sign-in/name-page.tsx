import { classicNames } from './parts/classic-names.ts'
import { Form, Submit } from './parts/form.tsx'
import { addressOf, type Frame } from './parts/frame.ts'
import { Page, render } from './parts/page.tsx'
import { type NameKind, UsernameField } from './parts/user-name.tsx'

export interface NamePage {
  readonly frame: Frame
  readonly nameKind: NameKind
  readonly username: string
  readonly faults: Readonly<Record<string, string>>
}

/** Asks who has forgotten the password. */
export function forgotPasswordPage(model: NamePage): string {
  const { forgotTitle, forgotText } = model.frame.texts
  return namePage(model, forgotTitle, forgotText, classicNames(model.frame, 'forgotPassword'))
}

/** Asks who needs another code to confirm a sign-up. */
export function resendPage(model: NamePage): string {
  const { resendTitle, resendText } = model.frame.texts
  return namePage(model, resendTitle, resendText)
}

function namePage(
  { frame, nameKind, username, faults }: NamePage,
  title: string,
  text: string,
  names?: ReturnType<typeof classicNames<'forgotPassword'>>,
): string {
  const { texts } = frame
  return render(
    <Page frame={frame} title={title}>
      <p class="textDescription-customizable">{text}</p>
      <Form frame={frame} name={names?.form}>
        <UsernameField
          texts={texts}
          kind={nameKind}
          value={username}
          id={names?.username}
          fault={faults.username}
        />
        <Submit name={names?.button}>{texts.sendCode}</Submit>
      </Form>
      <p class="redirect-customizable">
        <a href={addressOf(frame, '/login')}>{texts.back}</a>
      </p>
    </Page>,
  )
}
