import { MANAGED_LOGIN_FEATURE } from '../domains/managed-login-version.ts'
import { LOG_STREAMING, streamsEvents } from '../log-delivery/configure-log-delivery.ts'
import { REPLICATION_FEATURE } from '../replicas/replica-errors.ts'
import { isTracking } from '../sessions/session-configuration.ts'
import { TRACKING_FEATURE } from '../sessions/session-errors.ts'
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

type TierStores = Pick<
  Stores,
  'clients' | 'domains' | 'replicas' | 'logConfigurations' | 'sessionConfigurations'
>

/**
 * Checks a pool's new settings against its tier.
 * @throws FeatureUnavailableInTierException
 * @throws TierChangeNotAllowedException if the tier is lowered while the pool uses a feature of the higher one
 */
export async function assertTierAllows(
  stores: TierStores,
  pool: UserPool,
  settings: UserPoolSettings,
): Promise<void> {
  if (!isLowerTier(settings.userPoolTier, pool.settings.userPoolTier)) return assertFeaturesInTier(settings)
  const features = settings.userPoolTier === 'LITE' ? [...(await featuresBeyondLite(stores, pool.id))] : []
  if (streamsEvents(await stores.logConfigurations.ofPool(pool.id))) features.push(LOG_STREAMING)
  assertTierCanBeLowered(settings, features)
}

/** AWS: LITE offers neither refresh token rotation, nor managed login, nor replicas, nor session tracking. */
async function featuresBeyondLite(stores: TierStores, userPoolId: string): Promise<readonly string[]> {
  const domains = await stores.domains.ofPool(userPoolId)
  const sessions = await stores.sessionConfigurations.ofPool(userPoolId)
  return [
    ...((await hasRotatingClient(stores, userPoolId)) ? [ROTATION_FEATURE] : []),
    ...(domains.some((domain) => domain.managedLoginVersion === 2) ? [MANAGED_LOGIN_FEATURE] : []),
    ...((await stores.replicas.ofPool(userPoolId)).length > 0 ? [REPLICATION_FEATURE] : []),
    ...(isTracking(sessions) ? [TRACKING_FEATURE] : []),
  ]
}

async function hasRotatingClient(stores: Pick<Stores, 'clients'>, userPoolId: string): Promise<boolean> {
  for await (const { settings } of clientsOfPool(stores, userPoolId)) {
    if (rotatesRefreshTokens(settings)) return true
  }
  return false
}
