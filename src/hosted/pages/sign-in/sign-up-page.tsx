import { type AskedAttribute, AttributeFields } from './parts/attribute-fields.tsx'
import { classicNames } from './parts/classic-names.ts'
import { Form, Submit } from './parts/form.tsx'
import { addressOf, type Frame } from './parts/frame.ts'
import { Page, render } from './parts/page.tsx'
import { NewPasswordFields, type PasswordRules } from './parts/password-fields.tsx'
import { RichText } from './parts/rich-text.tsx'
import { type NameKind, UsernameField } from './parts/user-name.tsx'

export interface SignUpPage {
  readonly frame: Frame
  readonly nameKind: NameKind
  readonly username: string
  readonly attributes: readonly AskedAttribute[]
  readonly rules: PasswordRules
  /** Whether users may leave the password out, and sign in with codes. */
  readonly needsNoPassword: boolean
  /** The addresses of the documents that users agree to. */
  readonly terms: { readonly termsOfUse: string; readonly privacyPolicy: string } | undefined
  readonly faults: Readonly<Record<string, string>>
}

export function signUpPage(model: SignUpPage): string {
  const { frame, nameKind, username, attributes, rules, needsNoPassword, terms, faults } = model
  const { texts } = frame
  const names = classicNames(frame, 'signUp')
  return render(
    <Page frame={frame} title={texts.signUpTitle}>
      <Form frame={frame} name={names?.form}>
        <UsernameField texts={texts} kind={nameKind} value={username} fault={faults.username} />
        <AttributeFields texts={texts} attributes={attributes} />
        <NewPasswordFields
          texts={texts}
          rules={rules}
          label={texts.password}
          faults={faults}
          optional={needsNoPassword}
        />
        <Submit name={names?.button}>{texts.createAccount}</Submit>
        {terms && (
          <p class="legalText-customizable">
            <RichText
              text={texts.agree}
              values={{
                terms: <a href={terms.termsOfUse}>{texts.termsOfUse}</a>,
                privacy: <a href={terms.privacyPolicy}>{texts.privacyPolicy}</a>,
              }}
            />
          </p>
        )}
      </Form>
      <p class="redirect-customizable">
        {texts.haveAccount} <a href={addressOf(frame, '/login')}>{texts.signIn}</a>
      </p>
    </Page>,
  )
}
