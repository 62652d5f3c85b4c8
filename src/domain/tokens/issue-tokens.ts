import type { Instant } from '../../kernel/clock.ts'
import type { Entropy } from '../../kernel/entropy.ts'
import { tokenLifetimes } from '../clients/token-validity.ts'
import type { UserPoolClient } from '../clients/user-pool-client.ts'
import type { Group } from '../groups/group.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import type { User } from '../users/user.ts'
import { atHash } from './at-hash.ts'
import type { IssuerOf } from './issuer.ts'
import { newRefreshToken, refreshTokenDigest } from './refresh-token.ts'
import type { TokenChanges } from './token-changes.ts'
import { accessTokenClaims, idTokenClaims } from './token-claims.ts'
import {
  API_GRANT,
  type Grant,
  hasScope,
  isOAuthGrant,
  OPENID_SCOPE,
  type TokenFamily,
} from './token-family.ts'
import type { TokenKeys } from './token-keys.ts'

export interface TokenParts {
  readonly tokenKeys: TokenKeys
  readonly issuerOf: IssuerOf
  readonly entropy: Entropy
  readonly now: Instant
}

/** A sign-in that has completed every required step. */
export interface CompletedSignIn {
  readonly pool: UserPool
  readonly client: UserPoolClient
  readonly user: User
  /** The user's groups, in the order in which they are listed. */
  readonly groups: readonly Group[]
  readonly authTime: Instant
  /** The id of the request that signed the user in. */
  readonly eventId: string
  /** Undefined for sign-ins through the API. */
  readonly grant?: Grant | undefined
  /** Of the authorization request, for the first ID token. */
  readonly nonce?: string | undefined
  /** The device that the user signed in with, if the pool remembers devices. */
  readonly deviceKey?: string | undefined
  /** What the pool's PreTokenGeneration function answered. */
  readonly changes: TokenChanges
}

export interface SignedTokens {
  readonly accessToken: string
  /** Undefined where an authorization request did not ask for `openid`. */
  readonly idToken: string | undefined
  /** Lifetime of the access token, in seconds. */
  readonly expiresIn: number
}

export interface IssuedTokens extends SignedTokens {
  readonly refreshToken: string
  /** Pass it to {@link keepTokens}: the tokens are invalid until it is stored. */
  readonly family: TokenFamily
}

/**
 * Makes the tokens of a sign-in. Signing takes time, so call this before the transaction that ends the sign-in; the
 * transaction then calls {@link keepTokens} with the family.
 */
export async function issueTokens(parts: TokenParts, signIn: CompletedSignIn): Promise<IssuedTokens> {
  const { entropy, now } = parts
  const { pool, client, user, groups, changes } = signIn
  const refreshToken = newRefreshToken(entropy)
  const family: TokenFamily = {
    id: entropy.uuid(),
    userPoolId: pool.id,
    clientId: client.id,
    sub: user.sub,
    eventId: signIn.eventId,
    authTime: signIn.authTime,
    grant: signIn.grant ?? API_GRANT,
    deviceKey: signIn.deviceKey,
    createdAt: now,
    expiresAt: now + tokenLifetimes(client.settings).refreshToken,
    rotation: { current: refreshTokenDigest(refreshToken) },
  }
  const { nonce } = signIn
  const subject = { pool, client, user, groups, changes, nonce, family, refreshed: false }
  const signed = await signTokens(parts, subject)
  const { accessToken, idToken, expiresIn } = signed
  return { accessToken, idToken, expiresIn, refreshToken, family }
}

export interface TokenSubject
  extends Pick<CompletedSignIn, 'pool' | 'client' | 'user' | 'groups' | 'changes' | 'nonce'> {
  readonly family: TokenFamily
  readonly refreshed: boolean
}

/** An access token and an ID token of a family, from the present state of pool, client, user and groups. */
export async function signTokens(parts: TokenParts, subject: TokenSubject): Promise<SignedTokens> {
  const { tokenKeys, entropy, now } = parts
  const { pool, client, user, groups, changes, nonce, family, refreshed } = subject
  const lifetimes = tokenLifetimes(client.settings)
  const issuedAt = Math.floor(now / 1000)
  const issuer = parts.issuerOf(pool)
  const source = {
    issuer,
    pool,
    client,
    user,
    groups,
    changes,
    family,
    lifetimes,
    refreshed,
    issuedAt,
    nonce,
  }
  const signAccess = () => tokenKeys.sign(pool.id, 'access', accessTokenClaims(source, entropy.uuid()), now)
  const signId = (hash?: string) =>
    tokenKeys.sign(pool.id, 'id', idTokenClaims(source, entropy.uuid(), hash), now)
  const expiresIn = lifetimes.accessToken / 1000
  if (!isOAuthGrant(family.grant)) {
    const [accessToken, idToken] = await Promise.all([signAccess(), signId()])
    return { accessToken, idToken, expiresIn }
  }
  const accessToken = await signAccess()
  const identifies = hasScope(family.grant, OPENID_SCOPE)
  return { accessToken, idToken: identifies ? await signId(atHash(accessToken)) : undefined, expiresIn }
}
