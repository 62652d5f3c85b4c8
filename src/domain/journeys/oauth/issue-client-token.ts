import { tokenLifetimes } from '../../clients/token-validity.ts'
import type { UserPoolClient } from '../../clients/user-pool-client.ts'
import type { TokenParts } from '../../tokens/issue-tokens.ts'
import { changedAccessClaims, type TokenChanges } from '../../tokens/token-changes.ts'
import type { UserPool } from '../../user-pools/user-pool.ts'

export interface ClientToken {
  readonly accessToken: string
  /** In seconds. */
  readonly expiresIn: number
}

/**
 * The access token of a client that acts for itself (RFC 6749, section 4.4). AWS: its subject is the client, and it names
 * no user.
 * @param scope separated by spaces
 * @param changes of the pool's PreTokenGeneration function
 */
export async function issueClientToken(
  { tokenKeys, issuerOf, entropy, now }: TokenParts,
  { pool, client }: { readonly pool: UserPool; readonly client: UserPoolClient },
  scope: string,
  changes: TokenChanges,
): Promise<ClientToken> {
  const issuedAt = Math.floor(now / 1000)
  const expiresIn = tokenLifetimes(client.settings).accessToken / 1000
  const claims = {
    sub: client.id,
    iss: issuerOf(pool),
    version: 2,
    client_id: client.id,
    token_use: 'access',
    scope,
    auth_time: issuedAt,
    exp: issuedAt + expiresIn,
    iat: issuedAt,
    jti: entropy.uuid(),
  }
  return {
    accessToken: await tokenKeys.sign(pool.id, 'access', changedAccessClaims(claims, changes), now),
    expiresIn,
  }
}
