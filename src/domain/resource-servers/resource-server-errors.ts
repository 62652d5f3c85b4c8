import { invalidParameter, ServiceError } from '../../contract/service-error.ts'
import { MAX_RESOURCE_SERVERS } from './resource-server.ts'

export const resourceServerExists = (identifier: string, userPoolId: string) =>
  invalidParameter(`${identifier} already exists in user pool ${userPoolId}.`)

export const resourceServerNotFound = (identifier: string) =>
  new ServiceError('ResourceNotFoundException', `Resource server ${identifier} does not exist.`)

/** Deviation: the service's own message is not known (docs/deviations.md, "resource servers per user pool"). */
export const tooManyResourceServers = () =>
  new ServiceError(
    'LimitExceededException',
    `The limit of ${MAX_RESOURCE_SERVERS} resource servers in this user pool is reached.`,
  )

/** Deviation: the service's own message is not known (docs/deviations.md, "identifiers of resource servers"). */
export const reservedIdentifier = (identifier: string) =>
  invalidParameter(`The resource server identifier ${identifier} is reserved.`)

/** Deviation: the service's own message is not known (docs/deviations.md, "scopes of a resource server"). */
export const duplicateScope = (scope: string) =>
  invalidParameter(`The scope ${scope} occurs more than once in the request.`)
