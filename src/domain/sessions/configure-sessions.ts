import type { Stores } from '../stores.ts'
import { isLowerTier } from '../user-pools/settings/tier-features.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import {
  type ClientSessionConfiguration,
  isTracking,
  type PoolSessionConfiguration,
} from './session-configuration.ts'
import { trackingDisabled, trackingUnavailable } from './session-errors.ts'

type ConfigurationStores = Pick<Stores, 'sessionConfigurations'>

/** @throws FeatureUnavailableInTierException below ESSENTIALS */
export async function configurePoolSessions(
  stores: ConfigurationStores,
  pool: UserPool,
  configuration: PoolSessionConfiguration,
): Promise<void> {
  assertInTier(pool)
  await stores.sessionConfigurations.setOfPool(pool.id, configuration)
}

/** @throws FeatureUnavailableInTierException, or OperationNotEnabledException if the pool tracks no sessions */
export async function configureClientSessions(
  stores: ConfigurationStores,
  pool: UserPool,
  clientId: string,
  configuration: ClientSessionConfiguration,
): Promise<void> {
  assertInTier(pool)
  if (!isTracking(await stores.sessionConfigurations.ofPool(pool.id))) throw trackingDisabled(pool.id)
  await stores.sessionConfigurations.setOfClient(clientId, configuration)
}

function assertInTier({ settings }: UserPool): void {
  if (isLowerTier(settings.userPoolTier, 'ESSENTIALS')) throw trackingUnavailable(settings.userPoolTier)
}
