import type { OperationName } from '../contract/generated/types.ts'
import { model } from '../contract/model.ts'
import { ServiceError } from '../contract/service-error.ts'
import { notEnabledOnReplica } from '../domain/requests/read-only-database.ts'
import type { Log } from '../kernel/log.ts'
import { ReadOnly } from '../kernel/outage.ts'
import type { Operation } from '../operations/operation.ts'

/** Logs a bug or an outage, and returns the error that the operation answers instead. */
export function unexpectedError(
  log: Log,
  requestId: string,
  operation: Operation | undefined,
  error: unknown,
): ServiceError {
  if (operation && error instanceof ReadOnly) return notEnabledOnReplica(operation.name)
  log.error('A request failed unexpectedly', { requestId, operation: operation?.name, error })
  return new ServiceError(internalErrorOf(operation))
}

/** The newest operations declare their internal error with another name. */
function internalErrorOf(
  operation: Operation | undefined,
): 'InternalErrorException' | 'InternalServerException' {
  const declared = declaredErrors(operation?.name)
  return declared.includes('InternalServerException') ? 'InternalServerException' : 'InternalErrorException'
}

/** The errors that the front end may answer for every operation, declared or not. */
const ANSWERED_BY_ALL: ReadonlySet<string> = new Set([
  'AccessDeniedException',
  'OperationNotEnabledException', // of a region, or of a database, that does not take changes
  'TooManyRequestsException',
])

/**
 * Logs an error that the contract does not list for the operation, or that the operation claims never to return.
 * This is a bug: SDKs cannot map the error, or docs/operations.md is wrong.
 */
export function reportUndeclared(
  log: Log,
  requestId: string,
  operation: Operation | undefined,
  error: ServiceError,
): void {
  if (!operation || !(error.name in model.shapes) || ANSWERED_BY_ALL.has(error.name)) return
  const isDeclared = declaredErrors(operation.name).includes(error.name)
  if (isDeclared && !Object.hasOwn(operation.neverRaises, error.name)) return
  log.error('An operation answered an error that it does not declare, or says it never answers', {
    requestId,
    operation: operation.name,
    answered: error.name,
  })
}

function declaredErrors(operation: OperationName | undefined): readonly string[] {
  return (operation && model.operations[operation]?.errors) ?? []
}
