import type { Instant } from '../../kernel/clock.ts'
import type { UserStatus } from './user-statuses.ts'

/** Attribute names and values; all values are texts, booleans (`"true"`) and numbers too. */
export type Attributes = ReadonlyMap<string, string>

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

/** Who asks for a change: a user with an access token (or at sign-up), or the owner of the pool. */
export type Author = 'user' | 'administrator'

/** An attribute as it is sent; no value is the same as an empty one. */
export interface AttributeEntry {
  readonly name: string
  readonly value?: string | undefined
}

/** AWS: of a name that is sent twice, the last value counts, and only that one is checked. */
export function lastValues(entries: readonly AttributeEntry[]): Map<string, string> {
  return new Map(entries.map(({ name, value }) => [name, value ?? '']))
}

/** The flag that says whether a contact attribute is verified. */
export const VERIFICATION_FLAG = {
  email: 'email_verified',
  phone_number: 'phone_number_verified',
} as const

export const CONTACT_ATTRIBUTES = ['email', 'phone_number'] as const
export type ContactAttribute = (typeof CONTACT_ATTRIBUTES)[number]
