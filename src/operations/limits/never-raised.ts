import type { ErrorName } from '../../contract/generated/error-names.ts'

/** An error that the operations on limits declare and Poolhouse has no occasion for. */
export const NEVER_RAISED = {
  NotAuthorizedException: 'access is decided by IAM, which answers AccessDeniedException',
} as const satisfies Partial<Record<ErrorName, string>>
