import type { Instant } from '../../kernel/clock.ts'
import type { AttributeEntry } from '../attributes/attributes.ts'
import type { UserStatus } from '../users/user-statuses.ts'

/** How passwords can be tried at the old pool; the second takes credentials of its account. */
export type FormerPoolFlow = 'USER_PASSWORD_AUTH' | 'ADMIN_USER_PASSWORD_AUTH'

/** Where a pool was moved from, while passwords are still looked up there. The old pool has the same id. */
export interface FormerPool {
  readonly userPoolId: string
  readonly region: string
  /** Undefined: that of AWS. */
  readonly endpoint?: string | undefined
  readonly clientId: string
  readonly clientSecret?: string | undefined
  readonly flow: FormerPoolFlow
}

/** A user as the old pool tells of it. */
export interface FormerUser {
  readonly username: string
  /** With `sub` among them. */
  readonly attributes: readonly AttributeEntry[]
  readonly status: UserStatus
  readonly enabled: boolean
  readonly createdAt?: Instant | undefined
  readonly modifiedAt?: Instant | undefined
}
