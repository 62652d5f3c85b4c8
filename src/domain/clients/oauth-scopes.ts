import type { UserPoolClient } from './user-pool-client.ts'

/** Whether a pool has the scope: one of the service's own, or one of a resource server. */
export type ScopeExists = (scope: string) => boolean

/** AWS: the scope for access tokens that may register clients. A registered client cannot have it. */
export const REGISTRATION_SCOPE = 'aws.cognito/dcr/register'

/** AWS: Developer Guide, "Scopes, M2M, and resource servers". All of them concern a user. */
const USER_SCOPES: ReadonlySet<string> = new Set([
  'openid',
  'email',
  'phone',
  'profile',
  'aws.cognito.signin.user.admin',
])

/** Whether the scope gives access to a user's data. A client that acts for itself cannot have such a scope. */
export function isUserScope(scope: string): boolean {
  return USER_SCOPES.has(scope)
}

/** Whether every pool has the scope, without a resource server. */
export function isSystemScope(scope: string, clientType: UserPoolClient['clientType']): boolean {
  return isUserScope(scope) || (scope === REGISTRATION_SCOPE && clientType === 'REGULAR')
}
