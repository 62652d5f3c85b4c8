import type { Stores } from '../stores.ts'
import {
  assertFeaturesInTier,
  assertTierCanBeLowered,
  isLowerTier,
} from '../user-pools/settings/tier-features.ts'
import type { UserPoolSettings } from '../user-pools/settings/user-pool-settings.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import { clientsOfPool } from './clients-of-pool.ts'
import { ROTATION_FEATURE, rotatesRefreshTokens } from './refresh-token-rotation.ts'

/**
 * Checks a pool's new settings against its tier.
 * @throws FeatureUnavailableInTierException
 * @throws TierChangeNotAllowedException if the tier is lowered while the pool uses a feature of the higher one
 */
export async function assertTierAllows(
  stores: Pick<Stores, 'clients'>,
  pool: UserPool,
  settings: UserPoolSettings,
): Promise<void> {
  if (!isLowerTier(settings.userPoolTier, pool.settings.userPoolTier)) return assertFeaturesInTier(settings)
  const rotating = settings.userPoolTier === 'LITE' && (await hasRotatingClient(stores, pool.id))
  assertTierCanBeLowered(settings, rotating ? [ROTATION_FEATURE] : [])
}

/** AWS: LITE does not offer refresh token rotation. */
async function hasRotatingClient(stores: Pick<Stores, 'clients'>, userPoolId: string): Promise<boolean> {
  for await (const { settings } of clientsOfPool(stores, userPoolId)) {
    if (rotatesRefreshTokens(settings)) return true
  }
  return false
}
