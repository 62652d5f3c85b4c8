import type { AttributeEntry } from '../../domain/attributes/attributes.ts'

// Invented users. The same number always gives the same user, so that a benchmark knows their names.

const GIVEN_NAMES = [
  'Ada',
  'Bilal',
  'Chiara',
  'Dmitri',
  'Emeka',
  'Freja',
  'Hana',
  'Inés',
  'Jun',
  'Leila',
  'Mateo',
]
const FAMILY_NAMES = [
  'Andersson',
  'Banerjee',
  'Costa',
  'Díaz',
  'Eze',
  'Fischer',
  'Haddad',
  'Ito',
  'Kowalska',
  'Li',
]
const LOCALES = ['de-DE', 'en-GB', 'en-US', 'es-MX', 'fr-FR', 'ja-JP', 'pt-BR']

/** `user-0000042` */
export function populatedUsername(index: number): string {
  return `user-${String(index).padStart(7, '0')}`
}

/** A reserved domain (RFC 2606, section 3). */
export function populatedEmail(index: number): string {
  return `${populatedUsername(index)}@example.com`
}

export function populatedAttributes(index: number): AttributeEntry[] {
  const givenName = cycled(GIVEN_NAMES, index)
  const familyName = cycled(FAMILY_NAMES, index)
  return [
    { name: 'email', value: populatedEmail(index) },
    { name: 'email_verified', value: 'true' },
    { name: 'phone_number', value: `+1555${String(index).padStart(7, '0')}` },
    { name: 'given_name', value: givenName },
    { name: 'family_name', value: familyName },
    { name: 'name', value: `${givenName} ${familyName}` },
    { name: 'locale', value: cycled(LOCALES, index) },
  ]
}

/** Whether the user with this index has a password: `signIns` of the `users` do, spread evenly. */
export function hasPassword(index: number, { users, signIns }: { users: number; signIns: number }): boolean {
  return index % signInStride(users, signIns) === 0
}

/** The distance from one user with a password to the next. */
export function signInStride(users: number, signIns: number): number {
  return Math.max(1, Math.floor(users / signIns))
}

function cycled(words: readonly string[], index: number): string {
  return words[index % words.length] as string
}
