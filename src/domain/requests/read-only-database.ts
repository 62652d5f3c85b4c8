import { ServiceError } from '../../contract/service-error.ts'

/** For an operation that changes something, on a node whose database is a replica without a primary for changes. */
export const notEnabledOnReplica = (operation: string) =>
  new ServiceError(
    'OperationNotEnabledException',
    `${operation} is not enabled here: the database is a read-only replica.`,
  )
