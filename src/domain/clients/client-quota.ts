import { ServiceError } from '../../contract/service-error.ts'
import type { Stores } from '../stores.ts'

/** AWS: quotas, "app clients per user pool", adjustable. */
export const MAX_CLIENTS = 1000

/** Deviation: the service's own message is not known (docs/deviations.md, "app clients per user pool"). */
const tooManyClients = (limit: number) =>
  new ServiceError(
    'LimitExceededException',
    `The limit of ${limit} app clients in this user pool is reached.`,
  )

/**
 * Requires a locked pool, so that concurrent requests cannot exceed the quota.
 * @throws LimitExceededException if the pool is full
 */
export async function assertRoomForClient(
  stores: Pick<Stores, 'clients'>,
  userPoolId: string,
  limit = MAX_CLIENTS,
): Promise<void> {
  if ((await stores.clients.countInPool(userPoolId)) >= limit) throw tooManyClients(limit)
}
