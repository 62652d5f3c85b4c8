import type { ErrorName } from '../../contract/generated/error-names.ts'

/** Errors that the operations on tokens declare and Poolhouse has no occasion for. */
export const NEVER_RAISED = {
  ForbiddenException: 'no web application firewall belongs to a pool',
  OperationNotEnabledException: 'a pool has no replicas in other regions',
} as const satisfies Partial<Record<ErrorName, string>>
