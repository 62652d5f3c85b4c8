import { inHashSetOrder } from '../../kernel/hash-order.ts'
import type { GroupClaims } from '../groups/group-claims.ts'

/** Claims to set and to leave out. A claim that is in both is left out. */
export interface ClaimChanges {
  readonly set: ReadonlyMap<string, unknown>
  readonly removed: ReadonlySet<string>
}

export interface ScopeChanges {
  readonly added: readonly string[]
  readonly removed: ReadonlySet<string>
}

/** What a pool's PreTokenGeneration function changes in the tokens of one sign-in or refresh. */
export interface TokenChanges {
  readonly idToken: ClaimChanges
  readonly accessToken: ClaimChanges
  readonly scopes: ScopeChanges
  /** Takes the place of the user's groups. Undefined leaves them as they are. */
  readonly groups?: GroupClaims | undefined
}

const NO_CLAIMS: ClaimChanges = { set: new Map(), removed: new Set() }

export const NO_CHANGES: TokenChanges = {
  idToken: NO_CLAIMS,
  accessToken: NO_CLAIMS,
  scopes: { added: [], removed: new Set() },
}

type Claims = Readonly<Record<string, unknown>>

/** AWS: no function changes these; attempts are ignored. Scopes and groups have members of their own. */
const PROTECTED: ReadonlySet<string> = new Set([
  'acr',
  'amr',
  'at_hash',
  'aud',
  'auth_time',
  'azp',
  'client_id',
  'device_key',
  'event_id',
  'exp',
  'iat',
  'identities',
  'iss',
  'jti',
  'nbf',
  'nonce',
  'origin_jti',
  'scope',
  'sub',
  'token_use',
  'username',
  'version',
])

/** AWS: in an ID token these are never objects or lists. */
const SIMPLE: ReadonlySet<string> = new Set([
  'address',
  'email_verified',
  'phone_number_verified',
  'updated_at',
])

/** The claims of an ID token as the function changes them. */
export function changedIdClaims(claims: Claims, { idToken }: TokenChanges): Claims {
  return changed(
    claims,
    idToken,
    (name, value) => !isProtected(name) && !(SIMPLE.has(name) && isComplex(value)),
  )
}

/**
 * The claims of an access token as the function changes them. AWS: it may name the client that the token is for as the
 * audience of a token that has none.
 */
export function changedAccessClaims(claims: Claims, { accessToken, scopes }: TokenChanges): Claims {
  return changed(withScopes(claims, scopes), accessToken, (name, value) =>
    name === 'aud' ? claims.aud === undefined && value === claims.client_id : !isProtected(name),
  )
}

function withScopes(claims: Claims, scopes: ScopeChanges): Claims {
  const { scope } = claims
  const isSame = scopes.added.length === 0 && scopes.removed.size === 0
  return isSame || typeof scope !== 'string' ? claims : { ...claims, scope: changedScope(scope, scopes) }
}

function changed(
  claims: Claims,
  { set, removed }: ClaimChanges,
  maySet: (name: string, value: unknown) => boolean,
): Claims {
  if (set.size === 0 && removed.size === 0) return claims
  const result = new Map(Object.entries(claims))
  for (const [name, value] of set) if (maySet(name, value)) result.set(name, value)
  for (const name of removed) if (!isProtected(name)) result.delete(name)
  return Object.fromEntries(result)
}

/** The scopes that are left and those that are added, in the order of the service. Empty if there are none. */
function changedScope(scope: string, { added, removed }: ScopeChanges): string {
  const scopes = new Set([...scopesOf(scope), ...added])
  return inHashSetOrder([...scopes].filter((name) => !removed.has(name))).join(' ')
}

/** The scopes in a claim, which separates them by spaces. */
export function scopesOf(scope: string): readonly string[] {
  return scope === '' ? [] : scope.split(' ')
}

/** Attributes that only developers see are never in tokens. */
function isProtected(name: string): boolean {
  return PROTECTED.has(name) || name.startsWith('cognito:') || name.startsWith('dev:')
}

function isComplex(value: unknown): boolean {
  return typeof value === 'object' && value !== null
}
