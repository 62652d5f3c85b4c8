import type { ErrorName } from '../../contract/generated/error-names.ts'

/** Errors that operations on import jobs declare and Poolhouse has no occasion for. */
export const NEVER_RAISED = {
  NotAuthorizedException: 'access is decided by IAM, which answers AccessDeniedException',
  OperationNotEnabledException: 'a pool has no replicas in other regions',
} as const satisfies Partial<Record<ErrorName, string>>
