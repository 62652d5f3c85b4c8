import { isUserScope } from '../../clients/oauth-scopes.ts'
import type { PoolClient } from '../../pool-clients/pool-client-store.ts'
import type { RequestContext } from '../../requests/request-context.ts'
import { existingScopes } from '../../resource-servers/existing-scopes.ts'
import { activeScopes } from '../../scopes/active-scopes.ts'
import { scopeClaim } from '../../scopes/requested-scopes.ts'
import { callPreTokenGenerationForClient } from '../../triggers/pre-token-generation.ts'
import type { Metadata } from '../../triggers/trigger-event.ts'
import { type ClientToken, issueClientToken } from './issue-client-token.ts'

export interface ClientTokenRequest {
  /** Without them, the token has all scopes that the client is allowed. */
  readonly scopes: readonly string[] | undefined
  /** For the pool's PreTokenGeneration function. */
  readonly clientMetadata: Metadata | undefined
}

/**
 * The access token of a client that may act for itself. A scope that its resource server no longer has is left out.
 * @param refusal the error for a scope that the client is not allowed; `exists` says whether a resource server has it
 * @throws what the trigger throws
 */
export async function clientToken(
  context: RequestContext,
  found: PoolClient,
  { scopes, clientMetadata }: ClientTokenRequest,
  refusal: (scope: string, exists: boolean) => Error,
): Promise<ClientToken> {
  const { pool, client } = found
  const { allowedOAuthScopes = [] } = client.settings
  const allowed = allowedOAuthScopes.filter((name) => !isUserScope(name))
  const requested = [...new Set(scopes ?? allowed)]
  const { stores } = context.storage
  const refused = requested.find((name) => !allowed.includes(name))
  if (refused !== undefined) {
    throw refusal(refused, (await existingScopes(stores, pool.id, [refused])).has(refused))
  }
  const scope = scopeClaim(await activeScopes(stores, client, requested))
  const occasion = { clientId: client.id, scope, clientMetadata }
  const changes = await callPreTokenGenerationForClient(context, pool, occasion)
  return issueClientToken(context, found, scope, changes)
}
