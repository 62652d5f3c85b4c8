import { fill } from '../../languages/texts.ts'
import { Form, Submit } from './parts/form.tsx'
import { addressOf, type Frame } from './parts/frame.ts'
import { Page, render } from './parts/page.tsx'

export interface AccountPage {
  readonly frame: Frame
  /** Who is signed in with this browser. */
  readonly username: string
  /** Where to sign in as another user. */
  readonly another: string
  /** Where to sign out; undefined where the client has no such address. */
  readonly signOut: string | undefined
}

/** Lets the user of the browser's session go on, or sign in as another one. */
export function accountPage({ frame, username, another, signOut }: AccountPage): string {
  const { texts } = frame
  return render(
    <Page frame={frame} title={texts.chooseAccount}>
      <Form frame={frame}>
        <input type="hidden" name="action" value="continue" />
        <Submit>{fill(texts.continueAs, { username })}</Submit>
      </Form>
      <ul class="list">
        <li>
          <a class="button" href={another}>
            {texts.anotherAccount}
          </a>
        </li>
      </ul>
      {signOut !== undefined && (
        <p class="redirect-customizable">
          <a href={addressOf(frame, signOut)}>{texts.signOut}</a>
        </p>
      )}
    </Page>,
  )
}
