import type { ErrorName } from '../contract/generated/error-names.ts'

const NO_ROLE = 'no role is assumed: messages leave by the configured gateway'

/** Errors that the operations for users themselves declare and Poolhouse has no occasion for. */
export const NEVER_RAISED = {
  ForbiddenException: 'no web application firewall belongs to a pool',
  OperationNotEnabledException: 'a pool has no replicas in other regions',
} as const satisfies Partial<Record<ErrorName, string>>

/** Those of them that send codes declare these too. */
export const NO_ROLES_NEEDED = {
  InvalidEmailRoleAccessPolicyException: NO_ROLE,
  InvalidSmsRoleAccessPolicyException: NO_ROLE,
  InvalidSmsRoleTrustRelationshipException: NO_ROLE,
} as const satisfies Partial<Record<ErrorName, string>>
