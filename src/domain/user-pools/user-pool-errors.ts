import { ServiceError } from '../../contract/service-error.ts'

export const userPoolNotFound = (userPoolId: string) =>
  new ServiceError('ResourceNotFoundException', `User pool ${userPoolId} does not exist.`)

/** Deviation: the service's own sentence is not known (docs/deviations.md, "import in progress"). */
export const userImportInProgress = (userPoolId: string) =>
  new ServiceError('UserImportInProgressException', `User pool ${userPoolId} has an import job in progress.`)
