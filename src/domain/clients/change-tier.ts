import { MANAGED_LOGIN_FEATURE } from '../domains/managed-login-version.ts'
import { LOG_STREAMING, streamsEvents } from '../log-delivery/configure-log-delivery.ts'
import { REPLICATION_FEATURE } from '../replicas/replica-errors.ts'
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
  stores: Pick<Stores, 'clients' | 'domains' | 'replicas' | 'logConfigurations'>,
  pool: UserPool,
  settings: UserPoolSettings,
): Promise<void> {
  if (!isLowerTier(settings.userPoolTier, pool.settings.userPoolTier)) return assertFeaturesInTier(settings)
  const features = settings.userPoolTier === 'LITE' ? [...(await featuresBeyondLite(stores, pool.id))] : []
  if (streamsEvents(await stores.logConfigurations.ofPool(pool.id))) features.push(LOG_STREAMING)
  assertTierCanBeLowered(settings, features)
}

/** AWS: LITE offers neither refresh token rotation, nor managed login, nor replicas. */
async function featuresBeyondLite(
  stores: Pick<Stores, 'clients' | 'domains' | 'replicas'>,
  userPoolId: string,
): Promise<readonly string[]> {
  const domains = await stores.domains.ofPool(userPoolId)
  return [
    ...((await hasRotatingClient(stores, userPoolId)) ? [ROTATION_FEATURE] : []),
    ...(domains.some((domain) => domain.managedLoginVersion === 2) ? [MANAGED_LOGIN_FEATURE] : []),
    ...((await stores.replicas.ofPool(userPoolId)).length > 0 ? [REPLICATION_FEATURE] : []),
  ]
}

async function hasRotatingClient(stores: Pick<Stores, 'clients'>, userPoolId: string): Promise<boolean> {
  for await (const { settings } of clientsOfPool(stores, userPoolId)) {
    if (rotatesRefreshTokens(settings)) return true
  }
  return false
}
