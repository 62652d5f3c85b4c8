import type { Instant } from '../../kernel/clock.ts'
import type { Attributes } from '../attributes/attributes.ts'
import type { MfaSettings } from '../factors/mfa-settings.ts'
import type { UserStatus } from './user-statuses.ts'

export interface User {
  readonly userPoolId: string
  /** As the user or administrator chose it; in pools that sign in by e-mail or phone number, the `sub`. */
  readonly username: string
  readonly sub: string
  /** Without `sub`, which is a member of its own. */
  readonly attributes: Attributes
  /** New values of `email` and `phone_number` that take effect once verified. */
  readonly pendingAttributes: Attributes
  readonly status: UserStatus
  readonly enabled: boolean
  readonly mfa: MfaSettings
  readonly createdAt: Instant
  readonly modifiedAt: Instant
  /** When all tokens of the user were revoked for the last time. */
  readonly signedOutAt?: Instant
}

/** What identifies a user among all pools, as the stores need it. */
export type UserKey = Pick<User, 'userPoolId' | 'sub'>
