import type { Instant } from '../../kernel/clock.ts'
import type { AttributeEntry } from '../attributes/attributes.ts'
import type { UserStatus } from '../users/user-statuses.ts'

/** How passwords can be tried at the former pool; the second flow needs credentials of its AWS account. */
export type FormerPoolFlow = 'USER_PASSWORD_AUTH' | 'ADMIN_USER_PASSWORD_AUTH'

/** The pool that a pool was moved from, while passwords are still checked there. Both have the same id. */
export interface FormerPool {
  readonly userPoolId: string
  readonly region: string
  /** If undefined, the AWS endpoint of the region. */
  readonly endpoint?: string | undefined
  readonly clientId: string
  readonly clientSecret?: string | undefined
  readonly flow: FormerPoolFlow
}

/** The second factors that a user of the former pool has activated, by the names of their challenges. */
export interface FormerFactors {
  readonly activated: readonly string[]
  readonly preferred?: string | undefined
}

/** A user as the former pool describes it. */
export interface FormerUser {
  readonly username: string
  /** Including `sub`. */
  readonly attributes: readonly AttributeEntry[]
  readonly status: UserStatus
  readonly enabled: boolean
  /** Undefined if they are unknown: lists of users don't show them. */
  readonly factors?: FormerFactors | undefined
  readonly createdAt?: Instant | undefined
  readonly modifiedAt?: Instant | undefined
}

/** A group as the former pool describes it. */
export interface FormerGroup {
  readonly groupName: string
  readonly description?: string | undefined
  readonly roleArn?: string | undefined
  readonly precedence?: number | undefined
  readonly createdAt?: Instant | undefined
  readonly modifiedAt?: Instant | undefined
}

/** The `sub` of a user of the former pool; empty if it has none. */
export const subOf = ({ attributes }: Pick<FormerUser, 'attributes'>): string =>
  attributes.find(({ name }) => name === 'sub')?.value ?? ''
