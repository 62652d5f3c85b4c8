import { isSystemScope } from '../clients/oauth-scopes.ts'
import type { UserPoolClient } from '../clients/user-pool-client.ts'
import { existingScopes } from '../resource-servers/existing-scopes.ts'
import type { Stores } from '../stores.ts'

/**
 * Of the scopes that a client was granted, those that its tokens contain. AWS: a scope that its resource server no longer
 * has is inactive: it can be requested, and is left out.
 */
export async function activeScopes(
  stores: Pick<Stores, 'resourceServers'>,
  { userPoolId, clientType }: Pick<UserPoolClient, 'clientType' | 'userPoolId'>,
  scopes: readonly string[],
): Promise<readonly string[]> {
  const ofServers = await existingScopes(stores, userPoolId, scopes)
  return scopes.filter((scope) => ofServers.has(scope) || isSystemScope(scope, clientType))
}
