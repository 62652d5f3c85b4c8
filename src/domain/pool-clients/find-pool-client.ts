import { clientNotFound, clientNotInUserPool } from '../clients/client-errors.ts'
import type { Stores } from '../stores.ts'
import { findUserPool } from '../user-pools/find-user-pool.ts'
import type { PoolClient } from './pool-client-store.ts'

type ClientStores = Pick<Stores, 'poolClients' | 'userPools'>

/**
 * Finds a client by its id alone, since public operations name no pool.
 * @throws ResourceNotFoundException
 */
export async function findPublicClient(
  stores: Pick<Stores, 'poolClients'>,
  clientId: string,
): Promise<PoolClient> {
  const found = await stores.poolClients.find(clientId)
  if (!found) throw clientNotFound(clientId)
  return found
}

/**
 * A client of the pool that the request names.
 * @throws ResourceNotFoundException
 */
export async function findPoolClient(
  stores: ClientStores,
  region: string,
  userPoolId: string,
  clientId: string,
): Promise<PoolClient> {
  const pool = await findUserPool(stores, region, userPoolId)
  const found = await findPublicClient(stores, clientId)
  if (found.pool.id !== pool.id) throw clientNotInUserPool(clientId, pool.id)
  return found
}
