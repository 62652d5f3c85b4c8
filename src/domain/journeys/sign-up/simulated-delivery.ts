import type { PoolKeys } from '../../credentials/pool-keys.ts'
import { type CodeDelivery, simulatedDelivery } from '../../messages/code-delivery.ts'
import { simulatedDestination } from '../../users/mask-destination.ts'
import { canonicalName } from '../../users/username-rules.ts'
import type { ClaimedUser } from './claimed-user.ts'

/** The delivery that a client which hides users is told of where nothing was sent: the same for the same name. */
export function simulatedDeliveryOf(poolKeys: PoolKeys, { pool, requested }: ClaimedUser): CodeDelivery {
  const key = poolKeys('simulated destinations', pool.id)
  return simulatedDelivery(simulatedDestination(key, canonicalName(pool.settings, requested)))
}
