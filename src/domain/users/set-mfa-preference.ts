import type { Instant } from '../../kernel/clock.ts'
import { type MfaPreference, noDeliveryConfig, withPreference } from '../factors/mfa-preference.ts'
import { mfaSettings, type SecondFactor } from '../factors/mfa-settings.ts'
import type { Stores } from '../stores.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import type { User } from './user.ts'

type FactorStores = Pick<Stores, 'softwareTokens' | 'users'>

/**
 * Changes which second factors a locked user has activated and prefers.
 * @throws InvalidParameterException if a factor lacks its address, number or software token, among others
 */
export async function setMfaPreference(
  stores: FactorStores,
  { settings }: UserPool,
  user: User,
  preference: MfaPreference,
  now: Instant,
): Promise<void> {
  const factors = await factorsInReach(stores, user)
  const passkeys =
    settings.webAuthnConfiguration?.factorConfiguration === 'MULTI_FACTOR_WITH_USER_VERIFICATION'
  const mfa = withPreference(user.mfa, preference, { factors, passkeys })
  await stores.users.save({ ...user, mfa, modifiedAt: now })
}

/**
 * Activates text messages for a locked user, or deactivates them, as SetUserSettings does.
 * @throws InvalidParameterException for a user without a phone number
 */
export async function setSmsOption(
  stores: Pick<Stores, 'users'>,
  user: User,
  smsOption: boolean,
  now: Instant,
): Promise<void> {
  if (smsOption && !user.attributes.get('phone_number')) throw noDeliveryConfig('SMS_MFA')
  const activated = smsOption
    ? user.mfa.activated
    : user.mfa.activated.filter((factor) => factor !== 'SMS_MFA')
  const mfa = mfaSettings({ ...user.mfa, activated, smsOption })
  await stores.users.save({ ...user, mfa, modifiedAt: now })
}

/** AWS: an address or number need not be verified; the first code that arrives verifies it. */
async function factorsInReach(
  { softwareTokens }: FactorStores,
  { userPoolId, sub, attributes }: User,
): Promise<ReadonlySet<SecondFactor>> {
  const app = await softwareTokens.findApp(userPoolId, sub)
  const factors = new Set<SecondFactor>()
  if (attributes.get('phone_number')) factors.add('SMS_MFA')
  if (app) factors.add('SOFTWARE_TOKEN_MFA')
  if (attributes.get('email')) factors.add('EMAIL_OTP')
  return factors
}
