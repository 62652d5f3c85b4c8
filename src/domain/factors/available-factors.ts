import type { AuthFactorType } from '../../contract/generated/types.ts'
import type { UserPoolSettings } from '../user-pools/settings/user-pool-settings.ts'
import { demandedSecondFactor, type FactorStanding, usableSecondFactors } from './second-factor-table.ts'

/** A way to sign in by choice (USER_AUTH). */
export type FirstFactor = 'PASSWORD' | 'EMAIL_OTP' | 'SMS_OTP' | 'WEB_AUTHN'

/** What decides by which factors a user can begin a sign-in by choice. */
export interface FirstFactorStanding extends FactorStanding {
  readonly settings: FactorStanding['settings'] &
    Pick<UserPoolSettings, 'policies' | 'userPoolTier' | 'webAuthnConfiguration'>
  readonly hasPassword: boolean
  /** The password is a temporary one. */
  readonly mustChangePassword: boolean
  readonly hasPasskeys: boolean
}

/**
 * The first factors that the pool allows and the user has. AWS: where a second factor is demanded, only the password
 * remains, and a passkey that counts as two factors; an invited user has to begin with the temporary password,
 * and a pool of the LITE tier has no other first factor.
 */
export function availableFirstFactors(standing: FirstFactorStanding): readonly FirstFactor[] {
  const { settings, user, hasPassword, mustChangePassword, hasPasskeys } = standing
  const allowed = settings.policies.signInPolicy.allowedFirstAuthFactors
  if (mustChangePassword || settings.userPoolTier === 'LITE') return hasPassword ? ['PASSWORD'] : []
  const isAlone = demandedSecondFactor(standing).kind === 'nothing'
  const has: Readonly<Record<FirstFactor, boolean>> = {
    PASSWORD: hasPassword,
    EMAIL_OTP: isAlone && user.attributes.has('email'),
    SMS_OTP: isAlone && user.attributes.has('phone_number'),
    WEB_AUTHN: hasPasskeys && (isAlone || passkeysAreTwoFactors(standing)),
  }
  return FIRST_FACTORS.filter((factor) => has[factor] && allowed.includes(factor))
}

/** In the order in which answers list them. */
const FIRST_FACTORS: readonly FirstFactor[] = ['PASSWORD', 'EMAIL_OTP', 'SMS_OTP', 'WEB_AUTHN']

/** AWS: where MFA is optional, the user must have activated it for passkeys. */
function passkeysAreTwoFactors({ settings, user }: FirstFactorStanding): boolean {
  const { mfaConfiguration, webAuthnConfiguration } = settings
  const isAllowed = webAuthnConfiguration?.factorConfiguration === 'MULTI_FACTOR_WITH_USER_VERIFICATION'
  return isAllowed && (mfaConfiguration === 'ON' || user.mfa.passkeys === true)
}

/**
 * The factors that a user can be asked for, first or second (`ConfiguredUserAuthFactors`), by the names of first factors.
 * AWS: a software token is listed although it cannot be a first factor.
 */
export function configuredFactors(standing: FirstFactorStanding): readonly AuthFactorType[] {
  const first = availableFirstFactors(standing)
  const isOff = standing.settings.mfaConfiguration === 'OFF'
  const second = isOff ? [] : usableSecondFactors(standing)
  const isConfigured: Readonly<Record<AuthFactorType, boolean>> = {
    PASSWORD: first.includes('PASSWORD'),
    EMAIL_OTP: first.includes('EMAIL_OTP') || second.includes('EMAIL_OTP'),
    SMS_OTP: first.includes('SMS_OTP') || second.includes('SMS_MFA'),
    WEB_AUTHN: first.includes('WEB_AUTHN'),
    SOFTWARE_TOKEN: second.includes('SOFTWARE_TOKEN_MFA'),
  }
  return [...FIRST_FACTORS, 'SOFTWARE_TOKEN' as const].filter((factor) => isConfigured[factor])
}
