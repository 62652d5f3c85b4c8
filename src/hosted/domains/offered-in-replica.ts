import type { OperationName } from '../../contract/generated/types.ts'
import type { UserPoolDomain } from '../../domain/domains/user-pool-domain.ts'
import { isEnabledIn } from '../../domain/replicas/enabled-in-replica.ts'
import type { Stores } from '../../domain/stores.ts'

/** The operation that does what a path does. All other paths are parts of a sign-in. */
const OPERATIONS: Readonly<Record<string, OperationName>> = {
  '/oauth2/userInfo': 'GetUser',
  '/oauth2/revoke': 'RevokeToken',
  '/oauth2/register': 'CreateUserPoolClient',
  '/saml2/logout': 'GlobalSignOut',
  '/logout': 'GlobalSignOut',
  '/signup': 'SignUp',
  '/confirm': 'ConfirmSignUp',
  '/confirmUser': 'ConfirmSignUp',
  '/confirmUser/': 'ConfirmSignUp',
  '/resendcode': 'ResendConfirmationCode',
  '/forgotPassword': 'ForgotPassword',
  '/confirmforgotPassword': 'ConfirmForgotPassword',
  '/confirmForgotPassword': 'ConfirmForgotPassword',
  '/rememberDevice': 'ConfirmDevice',
  '/passkeys/add': 'StartWebAuthnRegistration',
}

/** Whether a path is offered: `never`, or `not now`, as long as a replica is not active. */
export type Offered = 'yes' | 'never' | 'not now'

/**
 * Whether a domain in the region of a replica offers a path.
 * AWS: pages in a secondary region offer what the API offers there.
 */
export async function offeredInReplica(
  { replicas }: Pick<Stores, 'replicas'>,
  { userPoolId, region }: Pick<UserPoolDomain, 'userPoolId' | 'region'>,
  path: string,
): Promise<Offered> {
  const operation = (Object.hasOwn(OPERATIONS, path) && OPERATIONS[path]) || 'InitiateAuth'
  if (!isEnabledIn({ status: 'ACTIVE' }, operation)) return 'never'
  const replica = await replicas.find(userPoolId, region)
  return replica && isEnabledIn(replica, operation) ? 'yes' : 'not now'
}
