import type { ErrorName } from '../../contract/generated/error-names.ts'

const NO_REPLICAS = 'a pool has no replicas in other regions'

/** Errors that the operations on user sessions declare and Poolhouse has no occasion for. */
export const NEVER_RAISED_TO_USERS = {
  ForbiddenException: 'no web application firewall belongs to a pool',
  OperationNotEnabledException: NO_REPLICAS,
} as const satisfies Partial<Record<ErrorName, string>>

export const NEVER_RAISED_TO_ADMINISTRATORS = {
  NotAuthorizedException: 'access is decided by IAM, which answers AccessDeniedException',
  OperationNotEnabledException: NO_REPLICAS,
} as const satisfies Partial<Record<ErrorName, string>>

export const NEVER_RAISED_BY_CHANGES = {
  NotAuthorizedException: 'access is decided by IAM, which answers AccessDeniedException',
  ConcurrentModificationException: 'changes to one pool wait for each other',
} as const satisfies Partial<Record<ErrorName, string>>
