import type { PoolClient } from '../../pool-clients/pool-client-store.ts'
import type { Stores } from '../../stores.ts'
import { isClientSecret } from '../../tokens/client-secret.ts'
import { OAuthError } from './oauth-error.ts'

/** How a client says who it is (RFC 6749, section 2.3.1). */
export interface ClientCredentials {
  readonly clientId: string | undefined
  /** From the body or from the header. */
  readonly secret: string | undefined
}

/**
 * The client of the pool that a request comes from. AWS: a client without a secret must send none.
 * @throws OAuthError
 */
export async function authenticateClient(
  stores: Pick<Stores, 'poolClients'>,
  userPoolId: string,
  { clientId, secret }: ClientCredentials,
): Promise<PoolClient> {
  if (clientId === undefined) throw new OAuthError('invalid_request')
  const found = await stores.poolClients.find(clientId)
  if (found?.pool.id !== userPoolId) throw new OAuthError('invalid_client')
  const { secrets } = found
  if (secrets.length === 0 && secret !== undefined) throw new OAuthError('invalid_client')
  if (!isClientSecret(secrets, secret)) throw new OAuthError('invalid_client', 'invalid_client_secret')
  return found
}
