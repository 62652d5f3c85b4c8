import { ServiceError } from '../../contract/service-error.ts'

/** AWS: the message if a request names only a client (public operations) or changes one. */
export const clientNotFound = (clientId: string) =>
  new ServiceError('ResourceNotFoundException', `User pool client ${clientId} does not exist.`)

/** AWS: the message of DescribeUserPoolClient. */
export const describedClientNotFound = () =>
  new ServiceError('ResourceNotFoundException', 'User pool client does not exist.')

/** AWS: the message of administrators' sign-in operations for a client of another pool. */
export const clientNotInUserPool = (clientId: string, userPoolId: string) =>
  new ServiceError(
    'ResourceNotFoundException',
    `User pool client ${clientId} does not exist in user pool ${userPoolId}.`,
  )

export const invalidOAuthFlow = (message: string) => new ServiceError('InvalidOAuthFlowException', message)
