import type { ErrorName } from '../contract/generated/error-names.ts'

// Errors that operations declare and Poolhouse has no occasion for, each with the reason. They follow from the access
// that an operation declares; an operation writes only what differs.

type Reasons = Partial<Record<ErrorName, string>>

const GATEWAY = 'no role is assumed: messages leave by the configured gateway'

const BY_ANY_OPERATION: Reasons = {
  ConcurrentModificationException: 'changes to one pool or client wait for each other',
  ForbiddenException: 'no web application firewall belongs to a pool',
  InvalidEmailRoleAccessPolicyException: GATEWAY,
  InvalidSmsRoleAccessPolicyException: GATEWAY,
  InvalidSmsRoleTrustRelationshipException: GATEWAY,
  OperationNotEnabledException:
    'the region of a replica gives it before the operation is reached, and alike for all (test/operations/replicas/)',
}

const BEHIND_IAM: Reasons = {
  ...BY_ANY_OPERATION,
  NotAuthorizedException: 'access is decided by IAM, which answers AccessDeniedException',
}

/** @param raised errors that the operation returns all the same */
export function neverRaised(behindIam: boolean, raised: readonly ErrorName[]): Reasons {
  const reasons = behindIam ? BEHIND_IAM : BY_ANY_OPERATION
  return Object.fromEntries(
    Object.entries(reasons).filter(([name]) => !(raised as readonly string[]).includes(name)),
  )
}
