import type { Stores } from '../stores.ts'
import {
  assertFeaturesInTier,
  assertTierCanBeLowered,
  isLowerTier,
} from '../user-pools/settings/tier-features.ts'
import type { UserPoolSettings } from '../user-pools/settings/user-pool-settings.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import { ROTATION_FEATURE, rotatesRefreshTokens } from './refresh-token-rotation.ts'

const CLIENT_PAGE = 60

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
  let after: string | undefined
  for (;;) {
    const clients = await stores.clients.list({ userPoolId, limit: CLIENT_PAGE, after })
    if (clients.some(({ settings }) => rotatesRefreshTokens(settings))) return true
    if (clients.length < CLIENT_PAGE) return false
    after = clients.at(-1)?.id
  }
}
