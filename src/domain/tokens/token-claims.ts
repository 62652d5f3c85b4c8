import { readableAttributes } from '../clients/attribute-permissions.ts'
import { rotatesRefreshTokens } from '../clients/refresh-token-rotation.ts'
import type { TokenLifetimes } from '../clients/token-validity.ts'
import type { UserPoolClient } from '../clients/user-pool-client.ts'
import type { Group } from '../groups/group.ts'
import { type GroupClaims, groupClaims } from '../groups/group-claims.ts'
import { idTokenAttributes } from '../scopes/attributes-in-scope.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import type { User } from '../users/user.ts'
import { attributeClaims } from './attribute-claims.ts'
import { changedAccessClaims, changedIdClaims, type TokenChanges } from './token-changes.ts'
import { isOAuthGrant, type TokenFamily } from './token-family.ts'

export type Claims = Readonly<Record<string, unknown>>

/** What the claims of an access token and an ID token are made from. */
export interface ClaimSource {
  readonly issuer: string
  readonly pool: UserPool
  readonly client: UserPoolClient
  readonly user: User
  /** The user's present groups, in the order in which they are listed. */
  readonly groups: readonly Group[]
  readonly family: TokenFamily
  readonly lifetimes: TokenLifetimes
  /** False for the tokens that the sign-in itself issued. */
  readonly refreshed: boolean
  /** In seconds. */
  readonly issuedAt: number
  /** What the pool's PreTokenGeneration function changes. */
  readonly changes: TokenChanges
  /** Of the authorization request; not in refreshed tokens. */
  readonly nonce?: string | undefined
}

/** AWS: "Understanding the access token". Undefined members are left out. */
export function accessTokenClaims(source: ClaimSource, jti: string): Claims {
  const { family, client, user, issuedAt } = source
  const { version, scope, resource, acr, amr, namesNoEvent } = family.grant
  const namesOrigin = isRevocable(client) || (isRotating(client) && source.refreshed)
  const origin = namesOrigin ? originOf(source) : undefined
  const isFoundByOrigin = origin === family.id // or else by the event, which then stays
  const claims = {
    sub: user.sub,
    device_key: family.deviceKey,
    'cognito:groups': groupsOf(source).groups,
    iss: source.issuer,
    version,
    client_id: client.id,
    origin_jti: origin,
    event_id: namesNoEvent && isFoundByOrigin ? undefined : family.eventId,
    token_use: 'access',
    aud: resource,
    scope,
    acr,
    amr,
    auth_time: Math.floor(family.authTime / 1000),
    exp: issuedAt + source.lifetimes.accessToken / 1000,
    iat: issuedAt,
    jti,
    username: user.username,
  }
  return changedAccessClaims(claims, source.changes)
}

/**
 * AWS: "Understanding the identity (ID) token". Includes the attributes that the client may read now, and of them those
 * that the scopes of an authorization request stand for.
 * @param accessTokenHash of the access token beside it, if both come from the OAuth endpoints
 */
export function idTokenClaims(source: ClaimSource, jti: string, accessTokenHash?: string): Claims {
  const { family, client, user, issuedAt } = source
  const { groups, roles, preferredRole } = groupsOf(source)
  const { acr, amr, namesNoEvent } = family.grant
  const identified = isRevocable(client) || isRotating(client)
  const claims: Record<string, unknown> = {
    at_hash: accessTokenHash,
    sub: user.sub,
    'cognito:groups': groups,
    'cognito:preferred_role': preferredRole,
    iss: source.issuer,
    'cognito:username': user.username,
    nonce: source.nonce,
    origin_jti: identified ? originOf(source) : undefined,
    'cognito:roles': roles,
    aud: client.id,
    event_id: namesNoEvent ? undefined : family.eventId,
    token_use: 'id',
    acr,
    amr,
    auth_time: Math.floor(family.authTime / 1000),
    exp: issuedAt + source.lifetimes.idToken / 1000,
    iat: issuedAt,
    jti: identified ? jti : undefined,
  }
  const readable = readableAttributes(client.settings, user.attributes)
  const shown = isOAuthGrant(family.grant) ? idTokenAttributes(family.grant.scope, readable) : readable
  // After the claims, since the order sorts those of one bucket. No attribute can override a claim.
  for (const [name, value] of Object.entries(attributeClaims(shown))) {
    if (!Object.hasOwn(claims, name)) claims[name] = value
  }
  return changedIdClaims(claims, source.changes)
}

function groupsOf({ groups, changes }: ClaimSource): GroupClaims {
  return changes.groups ?? groupClaims(groups)
}

/**
 * AWS: tokens name their origin if they can be revoked or if refresh tokens rotate, except for the first access token
 * of a rotating client. An ID token has an id of its own only if it names its origin; an access token always has one.
 */
function isRevocable({ settings }: UserPoolClient): boolean {
  return settings.enableTokenRevocation
}

function isRotating({ settings }: UserPoolClient): boolean {
  return rotatesRefreshTokens(settings)
}

/**
 * AWS: if rotation was used and then switched off, tokens name the generation of the refresh token that they came from.
 */
function originOf({ client, family }: ClaimSource): string {
  return isRotating(client) ? family.id : (family.rotation.generation ?? family.id)
}
