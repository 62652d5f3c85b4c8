import { ServiceError } from '../../contract/service-error.ts'

// Only the message about a missing file is the service's own (docs/deviations.md, "import jobs").

export const importJobNotFound = (id: string) =>
  new ServiceError('ResourceNotFoundException', `User import job ${id} does not exist.`)

export const tooManyImportJobs = (limit: number) =>
  new ServiceError(
    'LimitExceededException',
    `The limit of ${limit} user import jobs in this user pool is reached.`,
  )

const notNow = (message: string) => new ServiceError('PreconditionNotMetException', message)

export const alreadyStarted = () => notNow('The Import Job has already been started.')

export const jobExpired = () => notNow('The Import Job has expired.')

export const notInProgress = () => notNow('The Import Job is not in progress.')

export const otherJobInProgress = () => notNow('Another import job is in progress.')

export const noFileUploaded = (id: string) => notNow(`No csv file was uploaded for ${id}`)

export const nothingAutoVerified = () =>
  notNow('At least one of the auto verified attributes must be configured.')
