import { fill, type Texts } from '../../../languages/texts.ts'
import { Field } from './field.tsx'

/** What a password of the pool needs. */
export interface PasswordRules {
  readonly minimumLength: number
  readonly requireLowercase: boolean
  readonly requireUppercase: boolean
  readonly requireNumbers: boolean
  readonly requireSymbols: boolean
}

interface Props {
  readonly texts: Texts
  readonly rules: PasswordRules
  readonly label: string
  readonly faults: Readonly<Record<string, string>>
  /** Whether users may leave the password out, and sign in with codes. */
  readonly optional?: boolean | undefined
  /** If they are not made from the names. */
  readonly ids?: { readonly password: string; readonly confirmPassword: string } | undefined
}

/** The present password. */
export function PasswordField({
  texts,
  id,
  fault,
}: {
  readonly texts: Texts
  readonly id?: string | undefined
  readonly fault: string | undefined
}) {
  return (
    <Field
      texts={texts}
      name="password"
      id={id}
      label={texts.password}
      type="password"
      autocomplete="current-password"
      fault={fault}
    />
  )
}

/** A new password, what it needs, and the same password again. AWS: the name of the second field. */
export function NewPasswordFields({ texts, rules, label, faults, optional, ids }: Props) {
  return (
    <>
      <Field
        texts={texts}
        name="password"
        id={ids?.password}
        label={label}
        type="password"
        autocomplete="new-password"
        fault={faults.password}
        optional={optional}
      />
      <ul class="rules" aria-label={texts.passwordRules}>
        {wordings(texts, rules).map(([rule, wording]) => (
          <li data-rule={rule}>{wording}</li>
        ))}
      </ul>
      <Field
        texts={texts}
        name="confirmPassword"
        id={ids?.confirmPassword}
        label={texts.repeatPassword}
        type="password"
        autocomplete="new-password"
        fault={faults.confirmPassword}
        optional={optional}
      />
      {optional && <p class="hint">{texts.passwordOptional}</p>}
    </>
  )
}

/** Each rule as the script knows it, and in words. */
function wordings(texts: Texts, rules: PasswordRules): ReadonlyArray<readonly [string, string]> {
  return [
    [String(rules.minimumLength), fill(texts.ruleLength, { count: rules.minimumLength })] as const,
    ...(rules.requireLowercase ? [['lowercase', texts.ruleLowercase] as const] : []),
    ...(rules.requireUppercase ? [['uppercase', texts.ruleUppercase] as const] : []),
    ...(rules.requireNumbers ? [['number', texts.ruleNumber] as const] : []),
    ...(rules.requireSymbols ? [['symbol', texts.ruleSymbol] as const] : []),
  ]
}
