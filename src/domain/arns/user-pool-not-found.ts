import { ServiceError } from '../../contract/service-error.ts'

/** For an id or an ARN of a pool that does not exist here. */
export const userPoolNotFound = (userPoolId: string) =>
  new ServiceError('ResourceNotFoundException', `User pool ${userPoolId} does not exist.`)
