import type { UserPoolClient } from '../../clients/user-pool-client.ts'
import { assertSecretHash } from '../../credentials/secret-hash.ts'
import type { RequestContext } from '../../requests/request-context.ts'
import type { UserPool } from '../../user-pools/user-pool.ts'
import { requiredParameter } from '../shared/required-parameters.ts'
import { type RefreshedTokens, refreshTokens } from './refresh-tokens.ts'

export interface RefreshStep {
  readonly pool: UserPool
  readonly client: UserPoolClient
  /** The values of the client's secrets. */
  readonly secrets: readonly string[]
  /** `AuthParameters`. */
  readonly parameters: Readonly<Record<string, string>>
}

/**
 * REFRESH_TOKEN_AUTH of InitiateAuth and AdminInitiateAuth. AWS: a missing secret hash is refused before the token is
 * checked. A wrong one is refused once the user is known, since it covers the username or `sub`.
 */
export async function refreshByFlow(
  context: RequestContext,
  { pool, client, secrets, parameters }: RefreshStep,
): Promise<{ readonly tokens: RefreshedTokens }> {
  const refreshToken = requiredParameter('REFRESH_TOKEN', parameters.REFRESH_TOKEN)
  const hash = parameters.SECRET_HASH
  const known = { clientId: client.id, secrets }
  if (hash === undefined || secrets.length === 0) assertSecretHash(known, hash, [], 'refresh')
  const tokens = await refreshTokens(context, {
    pool,
    client,
    refreshToken,
    deviceKey: parameters.DEVICE_KEY || undefined,
    source: 'RefreshTokens',
    assertProof: ({ username, sub }) => assertSecretHash(known, hash, [username, sub], 'refresh'),
  })
  return { tokens }
}
