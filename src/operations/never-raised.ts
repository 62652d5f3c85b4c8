import type { ErrorName } from '../contract/generated/error-names.ts'

// Errors that operations declare and Poolhouse has no occasion for, each with the reason.

type Reasons = Partial<Record<ErrorName, string>>

export const NO_CONFLICTS = {
  ConcurrentModificationException: 'changes to one pool or client wait for each other',
} as const satisfies Reasons

export const IAM_DECIDES = {
  NotAuthorizedException: 'access is decided by IAM, which answers AccessDeniedException',
} as const satisfies Reasons

export const NO_TRUST_NEEDED = {
  InvalidSmsRoleTrustRelationshipException: 'no role is assumed: messages leave by the configured gateway',
} as const satisfies Reasons

export const NO_SMS_ROLES_NEEDED = {
  ...NO_TRUST_NEEDED,
  InvalidSmsRoleAccessPolicyException: NO_TRUST_NEEDED.InvalidSmsRoleTrustRelationshipException,
} as const satisfies Reasons

export const NO_ROLES_NEEDED = {
  ...NO_SMS_ROLES_NEEDED,
  InvalidEmailRoleAccessPolicyException: NO_TRUST_NEEDED.InvalidSmsRoleTrustRelationshipException,
} as const satisfies Reasons

/** By hardly any operation. */
export const NEVER_RAISED = {
  ...NO_CONFLICTS,
  ForbiddenException: 'no web application firewall belongs to a pool',
  OperationNotEnabledException: 'a pool has no replicas in other regions',
} as const satisfies Reasons

/** By signed operations where nothing but IAM says who may. */
export const NEVER_RAISED_BEHIND_IAM = { ...NEVER_RAISED, ...IAM_DECIDES } as const satisfies Reasons
