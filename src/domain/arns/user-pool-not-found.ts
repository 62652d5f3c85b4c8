import { ServiceError } from '../../contract/service-error.ts'

/** For an id, and for an ARN, that names no pool here. */
export const userPoolNotFound = (userPoolId: string) =>
  new ServiceError('ResourceNotFoundException', `User pool ${userPoolId} does not exist.`)
