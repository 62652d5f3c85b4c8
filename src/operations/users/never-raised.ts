import type { ErrorName } from '../../contract/generated/error-names.ts'

/** Errors that the administrators' operations on users declare and Poolhouse has no occasion for. */
export const NEVER_RAISED = {
  OperationNotEnabledException: 'a pool has no replicas in other regions',
} as const satisfies Partial<Record<ErrorName, string>>

/** Where no status of the user stands in the way. */
export const NOT_AUTHORIZED_NEVER_RAISED = {
  NotAuthorizedException: 'access is decided by IAM, which answers AccessDeniedException',
} as const satisfies Partial<Record<ErrorName, string>>

export const SMS_ROLE_NEVER_RAISED = {
  InvalidSmsRoleTrustRelationshipException:
    'the role is not assumed: text messages leave by the configured gateway',
} as const satisfies Partial<Record<ErrorName, string>>
