import { existingProviders } from '../identity-providers/existing-providers.ts'
import { existingScopes } from '../resource-servers/existing-scopes.ts'
import type { Stores } from '../stores.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import { isSystemScope } from './oauth-scopes.ts'
import type { ClientSurroundings } from './settings-rules.ts'
import { isUserPoolItself } from './supported-identity-providers.ts'
import type { ClientSecret, UserPoolClient } from './user-pool-client.ts'

/**
 * What a client's settings are checked against, as far as it is stored elsewhere.
 */
export async function clientSurroundings(
  stores: Pick<Stores, 'identityProviders' | 'resourceServers'>,
  pool: UserPool,
  { clientType, settings }: Pick<UserPoolClient, 'clientType' | 'settings'>,
  secrets: readonly ClientSecret[],
  account: string,
): Promise<ClientSurroundings> {
  const custom = await existingScopes(stores, pool.id, settings.allowedOAuthScopes ?? [])
  const asked = (settings.supportedIdentityProviders ?? []).filter((name) => !isUserPoolItself(name))
  const providers = await existingProviders(stores, pool.id, asked)
  return {
    pool,
    account,
    hasSecret: secrets.length > 0,
    scopeExists: (scope) => isSystemScope(scope, clientType) || custom.has(scope),
    providerExists: (name) => isUserPoolItself(name) || providers.has(name),
  }
}
