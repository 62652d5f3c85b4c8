import type { Instant } from '../../kernel/clock.ts'
import type { Attributes } from '../attributes/attributes.ts'
import type { UserStatus } from './user-statuses.ts'

export interface User {
  readonly userPoolId: string
  /** As it was chosen; in pools that sign in by e-mail or phone number, the `sub`. */
  readonly username: string
  readonly sub: string
  /** Without `sub`, which has its own member. */
  readonly attributes: Attributes
  /** New values of `email` and `phone_number` that take effect when they are verified. */
  readonly pendingAttributes: Attributes
  readonly status: UserStatus
  readonly enabled: boolean
  readonly createdAt: Instant
  readonly modifiedAt: Instant
}
