/** Attribute names and values. All values are strings, including booleans (`"true"`) and numbers. */
export type Attributes = ReadonlyMap<string, string>

/** Who requests a change: a user with an access token (or at sign-up), or the owner of the pool. */
export type Author = 'user' | 'administrator'

/** An attribute in a request; a missing value counts as an empty one. */
export interface AttributeEntry {
  readonly name: string
  readonly value?: string | undefined
}

/** AWS: if a name is sent twice, only the last value counts, and only that one is checked. */
export function lastValues(entries: readonly AttributeEntry[]): Map<string, string> {
  return new Map(entries.map(({ name, value }) => [name, value ?? '']))
}

/** The flags that say whether a contact attribute is verified. */
export const VERIFICATION_FLAG = {
  email: 'email_verified',
  phone_number: 'phone_number_verified',
} as const

/** Whether a flag is set. AWS: values are kept as they were sent, such as `True`. */
export function isTrue(flag: string | undefined): boolean {
  return flag?.toLowerCase() === 'true'
}

export const CONTACT_ATTRIBUTES = ['email', 'phone_number'] as const
export type ContactAttribute = (typeof CONTACT_ATTRIBUTES)[number]
