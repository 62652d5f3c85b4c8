import { clientNotFound, clientNotInUserPool } from '../../clients/client-errors.ts'
import type { UserPoolClient } from '../../clients/user-pool-client.ts'
import type { Stores } from '../../stores.ts'
import { findUserPool } from '../../user-pools/find-user-pool.ts'
import type { UserPool } from '../../user-pools/user-pool.ts'

/** A client with the pool that it belongs to. */
export interface PoolClient {
  readonly pool: UserPool
  readonly client: UserPoolClient
  readonly secrets: readonly string[]
}

type ClientStores = Pick<Stores, 'clients' | 'userPools'>

/** By the client's id alone, as the open operations name no pool. Else ResourceNotFoundException. */
export async function findPublicClient(stores: ClientStores, clientId: string): Promise<PoolClient> {
  const client = await stores.clients.find(clientId)
  const pool = client && (await stores.userPools.find(client.userPoolId))
  if (!pool) throw clientNotFound(clientId)
  return { pool, client, secrets: await secretsOf(stores, clientId) }
}

/** A client of the pool that the request names. Else ResourceNotFoundException. */
export async function findPoolClient(
  stores: ClientStores,
  region: string,
  userPoolId: string,
  clientId: string,
): Promise<PoolClient> {
  const pool = await findUserPool(stores, region, userPoolId)
  const client = await stores.clients.find(clientId)
  if (!client) throw clientNotFound(clientId)
  if (client.userPoolId !== pool.id) throw clientNotInUserPool(clientId, pool.id)
  return { pool, client, secrets: await secretsOf(stores, clientId) }
}

async function secretsOf(stores: ClientStores, clientId: string): Promise<string[]> {
  return (await stores.clients.secrets(clientId)).map(({ value }) => value)
}
