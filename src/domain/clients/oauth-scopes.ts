import type { UserPoolClient } from './user-pool-client.ts'

/** Whether a pool has the scope: one of the service's own, or one of its resource servers. */
export type ScopeExists = (scope: string) => boolean

/** AWS: the scope of an access token that may register clients; a client that was registered can't hold it. */
const REGISTRATION_SCOPE = 'aws.cognito/dcr/register'

/** AWS: Developer Guide, "Scopes, M2M, and resource servers". All of them are about a user. */
const USER_SCOPES: ReadonlySet<string> = new Set([
  'openid',
  'email',
  'phone',
  'profile',
  'aws.cognito.signin.user.admin',
])

/** Whether the scope says what of a user is shown or may be changed: a client that acts for itself has none. */
export function isUserScope(scope: string): boolean {
  return USER_SCOPES.has(scope)
}

/** Whether every pool has the scope, without a resource server. */
export function isSystemScope(scope: string, clientType: UserPoolClient['clientType']): boolean {
  return isUserScope(scope) || (scope === REGISTRATION_SCOPE && clientType === 'REGULAR')
}
