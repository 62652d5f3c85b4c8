import type { ErrorName } from '../../contract/generated/error-names.ts'

const SMS_ROLE = 'the role is not assumed: text messages leave by the configured gateway'

/** Errors that the operations of a sign-in declare and Poolhouse has no occasion for. */
export const NEVER_RAISED = {
  InvalidSmsRoleAccessPolicyException: SMS_ROLE,
  InvalidSmsRoleTrustRelationshipException: SMS_ROLE,
  OperationNotEnabledException: 'a pool has no replicas in other regions',
} as const satisfies Partial<Record<ErrorName, string>>

/** The open ones of them declare this too. */
export const NEVER_FORBIDDEN = {
  ForbiddenException: 'no web application firewall belongs to a pool',
} as const satisfies Partial<Record<ErrorName, string>>
