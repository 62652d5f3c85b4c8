import type { Stores } from '../stores.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import { assertRoomForClient } from './client-quota.ts'
import { clientSurroundings } from './client-surroundings.ts'
import { assertClientSettings } from './settings-rules.ts'
import type { ClientSecret, UserPoolClient } from './user-pool-client.ts'

/**
 * Stores a new client with its secrets.
 * @param pool locked, so that concurrent requests cannot exceed the quota
 * @throws InvalidParameter-, InvalidOAuthFlow-, ScopeDoesNotExist-, FeatureUnavailableInTier-, LimitExceededException
 */
export async function addClient(
  stores: Pick<Stores, 'clients' | 'identityProviders' | 'resourceServers'>,
  pool: UserPool,
  client: UserPoolClient,
  secrets: readonly ClientSecret[],
  account: string,
): Promise<void> {
  const surroundings = await clientSurroundings(stores, pool, client, secrets, account)
  assertClientSettings(client.settings, surroundings, 'creating')
  await assertRoomForClient(stores, pool.id)
  await stores.clients.insert(client)
  for (const secret of secrets) await stores.clients.addSecret(secret)
}
