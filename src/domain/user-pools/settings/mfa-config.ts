import { invalidParameter } from '../../../contract/service-error.ts'
import { hasSecondFactor, NO_SECOND_FACTORS, smsNeededForMfa } from './second-factors.ts'
import type { UserPoolSettings } from './user-pool-settings.ts'
import type { MfaConfigRequest } from './user-pool-settings-request.ts'

const offWithFactors = () =>
  invalidParameter("Invalid MFA configuration given, can't turn off MFA and configure an MFA together.")

const noFactorEnabled = () =>
  invalidParameter(
    'Invalid MFA Configuration given. SMS MFA, Email MFA, or Software Token MFA must be enabled.',
  )

/**
 * The settings after SetUserPoolMfaConfig, which replaces all second factors and the passkey settings; what the request
 * leaves out is removed. Only the text message settings are shared with the pool: if text messages are no second
 * factor, its SMS configuration and message are kept. AWS: if they are one, the request must include the configuration
 * again.
 */
export function withMfaConfig(settings: UserPoolSettings, request: MfaConfigRequest): UserPoolSettings {
  const {
    smsMfaConfiguration: sms,
    softwareTokenMfaConfiguration: software,
    emailMfaConfiguration: email,
  } = request
  const { mfaConfiguration = 'OFF', webAuthnConfiguration } = request
  if (mfaConfiguration === 'OFF') {
    if (sms || software || email) throw offWithFactors()
    return { ...settings, ...NO_SECOND_FACTORS, webAuthnConfiguration }
  }
  const factors = {
    smsMfaEnabled: sms ? true : undefined,
    softwareTokenMfaConfiguration: software && { enabled: software.enabled ?? false },
    emailMfaConfiguration: email,
  }
  if (!hasSecondFactor(factors)) throw noFactorEnabled()
  if (sms && !sms.smsConfiguration) throw smsNeededForMfa()
  return {
    ...settings,
    ...factors,
    mfaConfiguration,
    smsConfiguration: sms ? sms.smsConfiguration : settings.smsConfiguration,
    smsAuthenticationMessage: sms ? sms.smsAuthenticationMessage : settings.smsAuthenticationMessage,
    webAuthnConfiguration,
  }
}

/** The answer of GetUserPoolMfaConfig and SetUserPoolMfaConfig; a part that was never set is absent. */
export function mfaConfigOf(settings: UserPoolSettings): MfaConfigRequest {
  return {
    mfaConfiguration: settings.mfaConfiguration,
    smsMfaConfiguration: settings.smsMfaEnabled
      ? {
          smsAuthenticationMessage: settings.smsAuthenticationMessage,
          smsConfiguration: settings.smsConfiguration,
        }
      : undefined,
    softwareTokenMfaConfiguration: settings.softwareTokenMfaConfiguration,
    emailMfaConfiguration: settings.emailMfaConfiguration,
    webAuthnConfiguration: settings.webAuthnConfiguration,
  }
}
