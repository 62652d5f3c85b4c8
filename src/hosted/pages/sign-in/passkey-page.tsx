import { AnotherWay } from './parts/another-way.tsx'
import { ActionLink, Form, Submit } from './parts/form.tsx'
import type { Frame } from './parts/frame.ts'
import { Page, render } from './parts/page.tsx'
import { SigningIn } from './parts/user-name.tsx'

export interface PasskeyPage {
  readonly frame: Frame
  readonly username: string
  /** A PublicKeyCredentialRequestOptionsJSON. */
  readonly options: string
  readonly offersOthers: boolean
}

/** Signs in with a passkey: the script sends the browser's answer in the field `credential`. */
export function passkeyPage({ frame, username, options, offersOthers }: PasskeyPage): string {
  const { texts } = frame
  return render(
    <Page frame={frame} title={texts.passkeyTitle} subject="passkey">
      <SigningIn frame={frame} username={username} />
      <p class="textDescription-customizable">{texts.passkeyText}</p>
      <PasskeyForm frame={frame} kind="get" options={options} />
      {offersOthers && <AnotherWay frame={frame} />}
    </Page>,
  )
}

export interface AddPasskeyPage {
  readonly frame: Frame
  readonly username: string
  /** A PublicKeyCredentialCreationOptionsJSON. */
  readonly options: string
}

/** Makes a passkey, as above; or goes on without one. */
export function addPasskeyPage({ frame, options }: AddPasskeyPage): string {
  const { texts } = frame
  return render(
    <Page frame={frame} title={texts.addPasskeyTitle} subject="passkey">
      <p class="textDescription-customizable">{texts.addPasskeyText}</p>
      <PasskeyForm frame={frame} kind="create" options={options} />
      <div class="redirect-customizable">
        <ActionLink frame={frame} action="skip">
          {texts.notNow}
        </ActionLink>
      </div>
    </Page>,
  )
}

/** The script shows the button, which works with it only, and the complaint. */
function PasskeyForm({
  frame,
  kind,
  options,
}: {
  readonly frame: Frame
  readonly kind: 'create' | 'get'
  readonly options: string
}) {
  const { texts } = frame
  return (
    <Form frame={frame} passkey={{ kind, options }}>
      <p class="without-script">{texts.passkeyNeedsScript}</p>
      <p class="errorMessage-customizable" role="alert" hidden>
        {texts.passkeyFailed}
      </p>
      <div class="with-script" hidden>
        <Submit>{kind === 'create' ? texts.createPasskey : texts.usePasskey}</Submit>
      </div>
    </Form>
  )
}
