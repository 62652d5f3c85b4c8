import { ServiceError } from '../../contract/service-error.ts'

/** AWS: the text where a client is named alone (public operations) or changed. */
export const clientNotFound = (clientId: string) =>
  new ServiceError('ResourceNotFoundException', `User pool client ${clientId} does not exist.`)

/** AWS: the text of DescribeUserPoolClient. */
export const describedClientNotFound = () =>
  new ServiceError('ResourceNotFoundException', 'User pool client does not exist.')

/** AWS: the text of the administrator's sign-in with a client of another pool. */
export const clientNotInUserPool = (clientId: string, userPoolId: string) =>
  new ServiceError(
    'ResourceNotFoundException',
    `User pool client ${clientId} does not exist in user pool ${userPoolId}.`,
  )

export const invalidOAuthFlow = (message: string) => new ServiceError('InvalidOAuthFlowException', message)
