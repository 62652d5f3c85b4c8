import type { Instant } from '../../kernel/clock.ts'
import type { UserPoolClient } from '../clients/user-pool-client.ts'
import type { PoolClient } from '../pool-clients/pool-client-store.ts'
import type { Stores } from '../stores.ts'
import type { UserKey } from '../users/user.ts'
import { isClientSecret } from './client-secret.ts'
import { looksLikeJwt, refreshTokenDigest } from './refresh-token.ts'
import { invalidClientOrSecret, notARefreshToken, revocationDisabled } from './token-errors.ts'

/** Signs a user out everywhere: invalidates the tokens of all sign-ins so far. */
export async function revokeUserTokens(
  stores: Pick<Stores, 'tokenFamilies' | 'users'>,
  { userPoolId, sub }: UserKey,
  now: Instant,
): Promise<void> {
  await stores.users.noteSignOut(userPoolId, sub, now)
  await stores.tokenFamilies.signOutUser(userPoolId, sub, now)
}

/**
 * The client that may revoke tokens, with its pool. AWS: public clients may send any secret.
 * @throws UnauthorizedException
 */
export async function findRevokingClient(
  stores: Pick<Stores, 'poolClients'>,
  clientId: string,
  secret: string | undefined,
): Promise<PoolClient> {
  const found = await stores.poolClients.find(clientId)
  if (!found || !isClientSecret(found.secrets, secret)) throw invalidClientOrSecret()
  return found
}

/**
 * Revokes a refresh token together with the tokens of its sign-in. AWS: access tokens with another origin, made after
 * rotation was switched off, remain valid until they expire or the user is signed out. An unknown token counts as
 * revoked already (RFC 7009, section 2.2).
 * @param isLinked whether the SSO session ends that the sign-in came through; other sign-ins through it go on
 */
export async function revokeRefreshToken(
  stores: Pick<Stores, 'browserSessions' | 'tokenFamilies'>,
  client: UserPoolClient,
  token: string,
  now: Instant,
  isLinked = false,
): Promise<void> {
  if (!client.settings.enableTokenRevocation) throw revocationDisabled()
  if (looksLikeJwt(token)) throw notARefreshToken()
  const family = await stores.tokenFamilies.findByRefreshToken(refreshTokenDigest(token))
  if (!family) return
  if (family.clientId !== client.id) throw invalidClientOrSecret()
  await stores.tokenFamilies.revoke(family.id, now)
  const parent = family.session?.originSessionId
  if (isLinked && parent !== undefined) await stores.browserSessions.endTracked(family, parent)
}
