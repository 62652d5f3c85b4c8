import { invalidParameter } from '../../../contract/service-error.ts'
import type { MfaConfiguration, UserPoolSettings } from './user-pool-settings.ts'

export type SecondFactorSettings = Pick<
  UserPoolSettings,
  | 'mfaConfiguration'
  | 'smsMfaEnabled'
  | 'softwareTokenMfaConfiguration'
  | 'emailMfaConfiguration'
  | 'smsConfiguration'
>

export const smsNeededForMfa = () =>
  invalidParameter(
    'SMS configuration and Auto verification for phone_number are required when MFA is required/optional',
  )

const cannotTurnMfaOn = () =>
  invalidParameter('Cannot turn MFA functionality ON, once the user pool has been created.')

const defaultSender = () =>
  invalidParameter(
    'Cannot set EmailMfaConfiguration when user pool EmailConfiguration contains an EmailSendingAccount of COGNITO_DEFAULT. Update the value of EmailSendingAccount.',
  )

const passwordlessUnderMfa = () =>
  invalidParameter(
    'Only PASSWORD and WEB_AUTHN (if configured) can be enabled as an auth factor if MFA is enabled',
  )

const singleFactorPasskey = () =>
  invalidParameter(
    'Cannot set WebAuthn factor configuration to SINGLE_FACTOR if MFA is required and WebAuthn is an allowed first auth factor',
  )

/** No second factors, which is what OFF means. */
export const NO_SECOND_FACTORS = {
  mfaConfiguration: 'OFF',
  smsMfaEnabled: undefined,
  softwareTokenMfaConfiguration: undefined,
  emailMfaConfiguration: undefined,
} as const satisfies Partial<UserPoolSettings>

/** AWS: in CreateUserPool, text messages are the only possible second factor. */
export function newSecondFactors(
  requested: MfaConfiguration = 'OFF',
  smsConfiguration: UserPoolSettings['smsConfiguration'],
): Pick<UserPoolSettings, 'mfaConfiguration' | 'smsMfaEnabled'> {
  if (requested === 'OFF') return NO_SECOND_FACTORS
  if (!smsConfiguration) throw smsNeededForMfa()
  return { mfaConfiguration: requested, smsMfaEnabled: true }
}

/**
 * The second factors after UpdateUserPool. If the request does not mention MFA, they stay. The operation can make MFA
 * optional by text message, or make optional MFA required, but never removes the last second factor from a pool that
 * uses MFA.
 */
export function updatedSecondFactors(
  current: SecondFactorSettings,
  requested: MfaConfiguration | undefined,
  smsConfiguration: UserPoolSettings['smsConfiguration'],
): SecondFactorSettings {
  const mfaConfiguration = requested ?? current.mfaConfiguration
  const { softwareTokenMfaConfiguration, emailMfaConfiguration } = current
  if (mfaConfiguration === 'OFF') return { ...NO_SECOND_FACTORS, smsConfiguration }
  if (mfaConfiguration === 'ON' && current.mfaConfiguration === 'OFF') throw cannotTurnMfaOn()
  const smsWanted = current.smsMfaEnabled || current.mfaConfiguration === 'OFF'
  const updated = {
    mfaConfiguration,
    smsConfiguration,
    smsMfaEnabled: (smsWanted && smsConfiguration !== undefined) || undefined,
    softwareTokenMfaConfiguration,
    emailMfaConfiguration,
  }
  if (!hasSecondFactor(updated)) throw smsNeededForMfa()
  return updated
}

export function hasSecondFactor(
  settings: Omit<SecondFactorSettings, 'mfaConfiguration' | 'smsConfiguration'>,
) {
  return Boolean(
    settings.smsMfaEnabled ||
      settings.softwareTokenMfaConfiguration?.enabled ||
      settings.emailMfaConfiguration,
  )
}

/** Checks the other settings that the second factors depend on. */
export function assertSecondFactors(settings: UserPoolSettings): void {
  const { emailMfaConfiguration, emailConfiguration, mfaConfiguration } = settings
  if (emailMfaConfiguration && emailConfiguration.emailSendingAccount === 'COGNITO_DEFAULT') {
    throw defaultSender()
  }
  if (mfaConfiguration !== 'ON') return
  const firstFactors = settings.policies.signInPolicy.allowedFirstAuthFactors
  if (firstFactors.includes('EMAIL_OTP') || firstFactors.includes('SMS_OTP')) throw passwordlessUnderMfa()
  const passkeys = settings.webAuthnConfiguration?.factorConfiguration
  if (firstFactors.includes('WEB_AUTHN') && passkeys !== 'MULTI_FACTOR_WITH_USER_VERIFICATION') {
    throw singleFactorPasskey()
  }
}
