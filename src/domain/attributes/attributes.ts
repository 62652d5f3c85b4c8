/** Attribute names and values; all values are texts, booleans (`"true"`) and numbers too. */
export type Attributes = ReadonlyMap<string, string>

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
