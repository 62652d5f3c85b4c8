import { fill } from '../../languages/texts.ts'
import { ActionLink, Form, Submit } from './parts/form.tsx'
import type { Frame } from './parts/frame.ts'
import { Page, render } from './parts/page.tsx'

export interface AccountPage {
  readonly frame: Frame
  /** Who is signed in with this browser. */
  readonly username: string
  /** Where to sign in as another user. */
  readonly another: string
}

/** Lets the user of the browser's session go on, or sign in as another one. */
export function accountPage({ frame, username, another }: AccountPage): string {
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
      <div class="redirect-customizable">
        <ActionLink frame={frame} action="signout">
          {texts.signOut}
        </ActionLink>
      </div>
    </Page>,
  )
}
