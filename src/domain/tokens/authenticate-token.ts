import type { Instant } from '../../kernel/clock.ts'
import { clientNotFound } from '../clients/client-errors.ts'
import type { UserPoolClient } from '../clients/user-pool-client.ts'
import type { Stores } from '../stores.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import { assertMayHoldTokens } from '../users/may-hold-tokens.ts'
import type { User } from '../users/user.ts'
import { userNotFound } from '../users/user-errors.ts'
import { decode, isSignedBy, parseJwt } from './jwt.ts'
import {
  accessTokenExpired,
  accessTokenOfFormerUser,
  accessTokenRevoked,
  invalidAccessToken,
  scopeMissing,
  unverifiableAccessToken,
} from './token-errors.ts'
import { ADMIN_SCOPE, hasScope, type TokenFamily } from './token-family.ts'
import type { TokenKeys } from './token-keys.ts'

/** A user who calls with an access token. */
export interface TokenCaller {
  readonly pool: UserPool
  readonly client: UserPoolClient
  readonly user: User
  readonly claims: AccessTokenClaims
  /** The family that this token belongs to. */
  readonly family: TokenFamily
}

/** The claims of an access token that the server itself reads. */
export interface AccessTokenClaims {
  readonly iss: string
  readonly sub: string
  readonly client_id: string
  /** Absent in tokens of clients that act for themselves. */
  readonly username?: string
  readonly scope: string
  /** In seconds, like `iat`. */
  readonly exp: number
  readonly auth_time: number
  readonly event_id?: string
  readonly origin_jti?: string
}

type TokenStores = Pick<Stores, 'poolClients' | 'tokenFamilies' | 'users'>

/**
 * The user who calls with this token, if it is still valid. The order of the checks is the service's, as far as we know
 * it.
 * @param scope that the token must have
 * @throws NotAuthorizedException, ResourceNotFoundException, UserNotFoundException, UserNotConfirmedException or
 *   PasswordResetRequiredException
 */
export async function authenticateToken(
  stores: TokenStores,
  tokenKeys: TokenKeys,
  token: string,
  now: Instant,
  scope: string = ADMIN_SCOPE,
): Promise<TokenCaller> {
  const { userPoolId, claims } = await verifyAccessToken(tokenKeys, token, now)
  if (!hasScope(claims, scope)) throw scopeMissing()
  const found = await stores.poolClients.find(claims.client_id)
  if (found?.pool.id !== userPoolId) throw clientNotFound(claims.client_id)
  const { pool, client } = found
  const user = await presentUser(stores, userPoolId, claims)
  const family = await familyOf(stores, userPoolId, claims)
  if (!family || isEnded(family, claims)) throw accessTokenRevoked()
  return { pool, client, user, claims, family }
}

/** The claims of a token, if it is an unexpired access token of one of our pools. */
export async function verifyAccessToken(
  tokenKeys: TokenKeys,
  token: string,
  now: Instant,
): Promise<{ readonly userPoolId: string; readonly claims: AccessTokenClaims }> {
  const jwt = parseJwt(token)
  // Trust these claims only after the signature has been checked with a key of the pool that they name.
  const claims = jwt && (decode(jwt.payload) as Partial<AccessTokenClaims> | undefined)
  if (typeof claims?.iss !== 'string') throw invalidAccessToken()
  const userPoolId = claims.iss.slice(claims.iss.lastIndexOf('/') + 1)
  const key = await tokenKeys.find(userPoolId, 'access', jwt?.kid ?? '', now)
  if (!jwt || !key) throw invalidAccessToken()
  if (!isSignedBy(jwt, key)) throw unverifiableAccessToken()
  const verified = claims as AccessTokenClaims
  if (verified.exp * 1000 <= now) throw accessTokenExpired()
  return { userPoolId, claims: verified }
}

/** AWS: looks the user up by username, so the token of a deleted user finds the next user with that name. */
async function presentUser(
  stores: TokenStores,
  userPoolId: string,
  { username, sub }: AccessTokenClaims,
): Promise<User> {
  if (username === undefined) throw invalidAccessToken() // whatever scopes a function gave it
  const user = await stores.users.resolve(userPoolId, { username, aliases: [] })
  if (!user) throw userNotFound()
  assertMayHoldTokens(user)
  if (user.sub !== sub) throw accessTokenOfFormerUser()
  return user
}

/**
 * Looks for the family whose id is the token's origin, else for the family of the sign-in. Tokens of clients without
 * token revocation name no origin; tokens made after rotation was switched off name a different one.
 */
async function familyOf(
  { tokenFamilies }: TokenStores,
  userPoolId: string,
  { origin_jti, sub, event_id }: AccessTokenClaims,
): Promise<TokenFamily | undefined> {
  const family = origin_jti === undefined ? undefined : await tokenFamilies.find(origin_jti)
  if (family || event_id === undefined) return family
  return tokenFamilies.findByEvent(userPoolId, sub, event_id)
}

/** AWS: RevokeToken does not affect tokens that name another origin than the family; signing the user out does. */
function isEnded(family: TokenFamily, { origin_jti = family.id }: AccessTokenClaims): boolean {
  return (origin_jti === family.id ? family.revokedAt : family.signedOutAt) !== undefined
}
