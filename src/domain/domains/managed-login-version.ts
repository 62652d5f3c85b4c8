import type { UserPoolTier } from '../user-pools/settings/user-pool-settings.ts'
import { managedLoginUnavailable, unknownManagedLoginVersion } from './domain-errors.ts'
import type { ManagedLoginVersion } from './user-pool-domain.ts'

/** AWS: the name of the feature in messages about tiers. */
export const MANAGED_LOGIN_FEATURE = 'Managed Login Version 2'

/** @throws InvalidParameterException, FeatureUnavailableInTierException */
export function managedLoginVersion(requested: number, tier: UserPoolTier): ManagedLoginVersion {
  if (requested !== 1 && requested !== 2) throw unknownManagedLoginVersion()
  if (requested === 2 && tier === 'LITE') throw managedLoginUnavailable()
  return requested
}
