import { AnotherWay } from './parts/another-way.tsx'
import { Form, Submit } from './parts/form.tsx'
import { addressOf, type Frame } from './parts/frame.ts'
import { Page, render } from './parts/page.tsx'
import { PasswordField } from './parts/password-fields.tsx'
import { SigningIn } from './parts/user-name.tsx'

export interface PasswordPage {
  readonly frame: Frame
  readonly username: string
  readonly offersRecovery: boolean
  /** Whether the user may sign in with something else. */
  readonly offersOthers: boolean
  readonly faults: Readonly<Record<string, string>>
}

/** Asks a user for the password who has named themself and chosen it. */
export function passwordPage({
  frame,
  username,
  offersRecovery,
  offersOthers,
  faults,
}: PasswordPage): string {
  const { texts } = frame
  return render(
    <Page frame={frame} title={texts.password} subject="password">
      <SigningIn frame={frame} username={username} />
      <Form frame={frame}>
        <PasswordField texts={texts} fault={faults.password} />
        {offersRecovery && (
          <p class="aside">
            <a href={addressOf(frame, '/forgotPassword')}>{texts.forgotPassword}</a>
          </p>
        )}
        <Submit>{texts.signIn}</Submit>
      </Form>
      {offersOthers && <AnotherWay frame={frame} />}
    </Page>,
  )
}
