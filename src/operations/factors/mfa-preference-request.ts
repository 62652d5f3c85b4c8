import type { FactorPreference, MfaPreference } from '../../domain/factors/mfa-preference.ts'
import type { Input } from '../operation.ts'

type Request = Omit<Input<'SetUserMFAPreference'>, 'AccessToken'>
type Block = Request['SMSMfaSettings']

/** AWS: a member of a block that is missing means false. */
export function toMfaPreference(request: Request): MfaPreference {
  const { SMSMfaSettings, SoftwareTokenMfaSettings, EmailMfaSettings, WebAuthnMfaSettings } = request
  return {
    factors: {
      ...(SMSMfaSettings && { SMS_MFA: toFactorPreference(SMSMfaSettings) }),
      ...(SoftwareTokenMfaSettings && { SOFTWARE_TOKEN_MFA: toFactorPreference(SoftwareTokenMfaSettings) }),
      ...(EmailMfaSettings && { EMAIL_OTP: toFactorPreference(EmailMfaSettings) }),
    },
    passkeys: WebAuthnMfaSettings && (WebAuthnMfaSettings.Enabled ?? false),
  }
}

function toFactorPreference({ Enabled = false, PreferredMfa = false }: NonNullable<Block>): FactorPreference {
  return { enabled: Enabled, preferred: PreferredMfa }
}
