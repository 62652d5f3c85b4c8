import type { ErrorName } from '../../contract/generated/error-names.ts'

/** Errors that operations on pools declare and Poolhouse has no occasion for. */
export const NEVER_RAISED = {
  NotAuthorizedException: 'access is decided by IAM, which answers AccessDeniedException',
  OperationNotEnabledException: 'a pool has no replicas in other regions',
  ConcurrentModificationException: 'changes to one pool wait for each other',
  InvalidSmsRoleAccessPolicyException:
    'the role is not assumed: text messages leave by the configured gateway',
  InvalidSmsRoleTrustRelationshipException:
    'the role is not assumed: text messages leave by the configured gateway',
} as const satisfies Partial<Record<ErrorName, string>>
