import { ServiceError } from '../../contract/service-error.ts'

/** Deviation: the service's own message is not known (docs/deviations.md, "import in progress"). */
export const userImportInProgress = (userPoolId: string) =>
  new ServiceError('UserImportInProgressException', `User pool ${userPoolId} has an import job in progress.`)
