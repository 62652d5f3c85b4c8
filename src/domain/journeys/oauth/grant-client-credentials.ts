import { isSystemScope, isUserScope } from '../../clients/oauth-scopes.ts'
import type { PoolClient } from '../../pool-clients/pool-client-store.ts'
import type { RequestContext } from '../../requests/request-context.ts'
import { existingScopes } from '../../resource-servers/existing-scopes.ts'
import { scopeClaim, scopesIn } from '../../scopes/requested-scopes.ts'
import { callPreTokenGenerationForClient } from '../../triggers/pre-token-generation.ts'
import type { Metadata } from '../../triggers/trigger-event.ts'
import { issueClientToken } from './issue-client-token.ts'
import { OAuthError } from './oauth-error.ts'
import type { OAuthTokens } from './oauth-tokens.ts'

/** What a client asks for. */
export interface ClientTokenRequest {
  /** Separated by spaces. Without it, the token has all scopes that the client is allowed. */
  readonly scope: string | undefined
  /** For the pool's PreTokenGeneration function. */
  readonly clientMetadata: Metadata | undefined
}

/**
 * The access token of a client that acts for itself (RFC 6749, section 4.4).
 * @throws OAuthError; what the trigger throws
 */
export async function grantClientCredentials(
  context: RequestContext,
  found: PoolClient,
  { scope, clientMetadata }: ClientTokenRequest,
): Promise<OAuthTokens> {
  assertMayActForItself(found)
  const { pool, client } = found
  const { stores } = context.storage
  const { allowedOAuthScopes = [] } = client.settings
  const allowed = allowedOAuthScopes.filter((name) => !isUserScope(name))
  const requested = scopesIn(scope) ?? allowed
  const ofServers = await existingScopes(stores, pool.id, requested)
  const exists = (name: string) => ofServers.has(name) || isSystemScope(name, client.clientType)
  const refused = requested.find((name) => !allowed.includes(name))
  // AWS: a scope that exists without being the client's is wrong in another way than one that does not exist.
  if (refused !== undefined) throw new OAuthError(ofServers.has(refused) ? 'invalid_grant' : 'invalid_scope')
  const granted = scopeClaim(requested.filter(exists))
  const occasion = { clientId: client.id, scope: granted, clientMetadata }
  const changes = await callPreTokenGenerationForClient(context, pool, occasion)
  return issueClientToken(context, found, granted, changes)
}

/** AWS: `ALLOW_CLIENT_TOKEN_AUTH` stands for the flow, too. */
function assertMayActForItself({ client, secrets }: PoolClient): void {
  const { allowedOAuthFlows, allowedOAuthFlowsUserPoolClient, explicitAuthFlows } = client.settings
  if (secrets.length > 0 && explicitAuthFlows?.includes('ALLOW_CLIENT_TOKEN_AUTH')) return
  if (!allowedOAuthFlowsUserPoolClient) throw new OAuthError('invalid_grant')
  if (secrets.length === 0 || !allowedOAuthFlows?.includes('client_credentials')) {
    throw new OAuthError('unauthorized_client')
  }
}
