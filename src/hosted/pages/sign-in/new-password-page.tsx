import { fill } from '../../languages/texts.ts'
import { type AskedAttribute, AttributeFields } from './parts/attribute-fields.tsx'
import { classicNames } from './parts/classic-names.ts'
import { CodeField } from './parts/field.tsx'
import { ActionLink, Form, Submit } from './parts/form.tsx'
import { addressOf, type Frame } from './parts/frame.ts'
import { Page, render } from './parts/page.tsx'
import { NewPasswordFields, type PasswordRules } from './parts/password-fields.tsx'

export interface ResetPasswordPage {
  readonly frame: Frame
  /** Where the code went, masked. */
  readonly destination: string | undefined
  readonly rules: PasswordRules
  readonly faults: Readonly<Record<string, string>>
}

/** A new password in place of a forgotten one, with the code that was sent. */
export function resetPasswordPage({ frame, destination, rules, faults }: ResetPasswordPage): string {
  const { texts } = frame
  const names = classicNames(frame, 'resetPassword')
  return render(
    <Page frame={frame} title={texts.resetTitle} subject="password">
      {destination !== undefined && (
        <p class="textDescription-customizable">{fill(texts.codeSentTo, { destination })}</p>
      )}
      <Form frame={frame} name={names?.form}>
        <CodeField texts={texts} name="code" id={names?.code} fault={faults.code} />
        <NewPasswordFields
          texts={texts}
          rules={rules}
          label={texts.newPassword}
          faults={faults}
          ids={names}
        />
        <Submit name={names?.button}>{texts.savePassword}</Submit>
      </Form>
      <div class="redirect-customizable">
        <ActionLink frame={frame} action="resend">
          {texts.sendAgain}
        </ActionLink>
      </div>
      <p class="redirect-customizable">
        <a href={addressOf(frame, '/login')}>{texts.back}</a>
      </p>
    </Page>,
  )
}

export interface NewPasswordPage {
  readonly frame: Frame
  readonly rules: PasswordRules
  /** What the pool requires of the user and does not have yet. */
  readonly attributes: readonly AskedAttribute[]
  readonly faults: Readonly<Record<string, string>>
}

/** A new password in place of a temporary one. */
export function newPasswordPage({ frame, rules, attributes, faults }: NewPasswordPage): string {
  const { texts } = frame
  return render(
    <Page frame={frame} title={texts.resetTitle} subject="password">
      <p class="textDescription-customizable">{texts.newPasswordText}</p>
      <Form frame={frame}>
        <AttributeFields texts={texts} attributes={attributes} />
        <NewPasswordFields texts={texts} rules={rules} label={texts.newPassword} faults={faults} />
        <Submit>{texts.savePassword}</Submit>
      </Form>
    </Page>,
  )
}
