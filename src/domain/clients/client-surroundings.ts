import type { UserPool } from '../user-pools/user-pool.ts'
import { isSystemScope } from './oauth-scopes.ts'
import type { ClientSurroundings } from './settings-rules.ts'
import { isUserPoolItself } from './supported-identity-providers.ts'
import type { ClientSecret, UserPoolClient } from './user-pool-client.ts'

/**
 * What a client's settings are checked against. Stores for resource servers and identity providers will be added with
 * these.
 */
export function clientSurroundings(
  pool: UserPool,
  { clientType }: Pick<UserPoolClient, 'clientType'>,
  secrets: readonly ClientSecret[],
  account: string,
): ClientSurroundings {
  return {
    pool,
    account,
    hasSecret: secrets.length > 0,
    scopeExists: (scope) => isSystemScope(scope, clientType),
    providerExists: isUserPoolItself,
  }
}
