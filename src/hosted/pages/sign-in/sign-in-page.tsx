import { fill } from '../../languages/texts.ts'
import { classicNames } from './parts/classic-names.ts'
import { Form, Submit } from './parts/form.tsx'
import { addressOf, type Frame } from './parts/frame.ts'
import { Page, render } from './parts/page.tsx'
import { PasswordField } from './parts/password-fields.tsx'
import { type NameKind, UsernameField } from './parts/user-name.tsx'

export interface SignInPage {
  readonly frame: Frame
  readonly nameKind: NameKind
  readonly username: string
  /** Whether the password is asked for with the name; otherwise the next page offers the factors of the user. */
  readonly withPassword: boolean
  /** Whether the pool's own users may sign in. */
  readonly forOwnUsers: boolean
  /** Other identity providers, with the addresses where they begin. */
  readonly providers: ReadonlyArray<{ readonly name: string; readonly address: string }>
  readonly offersSignUp: boolean
  readonly offersRecovery: boolean
  /** By the name of the field. */
  readonly faults: Readonly<Record<string, string>>
}

export function signInPage(model: SignInPage): string {
  const { frame, providers } = model
  const { texts, look } = frame
  const others = providers.length > 0 && <Providers {...model} />
  const own = model.forOwnUsers && <OwnUsers {...model} />
  const or = others && own && <div class="or">{texts.or}</div>
  return render(
    <Page frame={frame} title={texts.signIn}>
      {look.providersFirst ? [others, or, own] : [own, or, others]}
      {model.forOwnUsers && model.offersSignUp && (
        <p class="redirect-customizable">
          {texts.newHere} <a href={addressOf(frame, '/signup')}>{texts.createAccount}</a>
        </p>
      )}
    </Page>,
  )
}

/** AWS: the name of the field for the fingerprint of the browser, in both versions. */
const DEVICE = 'cognitoAsfData'

function OwnUsers({ frame, nameKind, username, withPassword, offersRecovery, faults }: SignInPage) {
  const { texts } = frame
  const names = classicNames(frame, 'signIn')
  const action = withPassword ? texts.signIn : texts.next
  return (
    <Form frame={frame} name={names?.form}>
      <input type="hidden" name={DEVICE} value="" />
      <UsernameField
        texts={texts}
        kind={nameKind}
        value={username}
        id={names?.username}
        fault={faults.username}
      />
      {withPassword && <PasswordField texts={texts} id={names?.password} fault={faults.password} />}
      {withPassword && offersRecovery && (
        <p class="aside">
          <a href={addressOf(frame, '/forgotPassword')}>{texts.forgotPassword}</a>
        </p>
      )}
      {names ? (
        <input type="submit" name={names.button} class="submitButton-customizable" value={action} />
      ) : (
        <Submit>{action}</Submit>
      )}
    </Form>
  )
}

function Providers({ frame: { texts }, providers }: SignInPage) {
  return (
    <ul class="list">
      {providers.map(({ name, address }) => (
        <li>
          <a class="button idpButton-customizable" href={address}>
            {fill(texts.continueWith, { provider: name })}
          </a>
        </li>
      ))}
    </ul>
  )
}
