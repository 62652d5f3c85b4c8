import type { PoolClient } from '../../pool-clients/pool-client-store.ts'
import type { RequestContext } from '../../requests/request-context.ts'
import { scopesIn } from '../../scopes/requested-scopes.ts'
import { type ClientTokenRequest, clientToken } from './client-token.ts'
import { OAuthError } from './oauth-error.ts'
import type { OAuthTokens } from './oauth-tokens.ts'

/** What a client asks for. */
export interface ClientCredentialsRequest extends Pick<ClientTokenRequest, 'clientMetadata'> {
  /** Separated by spaces. Without it, the token has all scopes that the client is allowed. */
  readonly scope: string | undefined
}

/**
 * The access token of a client that acts for itself (RFC 6749, section 4.4).
 * @throws OAuthError; what the trigger throws
 */
export async function grantClientCredentials(
  context: RequestContext,
  found: PoolClient,
  { scope, clientMetadata }: ClientCredentialsRequest,
): Promise<OAuthTokens> {
  assertMayActForItself(found)
  // AWS: a scope that exists without being the client's is wrong in another way than one that does not exist.
  const refusal = (_: string, exists: boolean) => new OAuthError(exists ? 'invalid_grant' : 'invalid_scope')
  return clientToken(context, found, { scopes: scopesIn(scope), clientMetadata }, refusal)
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
