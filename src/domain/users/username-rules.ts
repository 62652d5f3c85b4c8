import { ServiceError } from '../../contract/service-error.ts'
import { isMailAddress } from '../../kernel/mail-address.ts'
import type { AttributeEntry, Attributes, ContactAttribute } from '../attributes/attributes.ts'
import { isEmailForm, isPhoneNumberForm, mailedForm } from '../attributes/contact-form.ts'
import type { UserPoolSettings } from '../user-pools/settings/user-pool-settings.ts'

/** Which names the users of a pool sign in with. */
export type SignInNames = Pick<
  UserPoolSettings,
  'aliasAttributes' | 'usernameAttributes' | 'usernameConfiguration'
>

export interface ChosenUsername {
  readonly username: string
  /** The attribute that takes the requested name where the username itself is the `sub`. */
  readonly attribute?: AttributeEntry
}

/**
 * The username of a new user who asks for `requested`. In pools that sign in by e-mail or phone number it is the `sub`;
 * elsewhere it is the requested name, in lower case if the pool ignores case.
 * @throws InvalidParameterException if the name does not have the form that the pool requires
 */
export function chooseUsername(names: SignInNames, requested: string, sub: string): ChosenUsername {
  const { usernameAttributes = [] } = names
  if (usernameAttributes.length === 0) {
    if (!isUsername(requested)) throw usernamePattern()
    assertNoAliasForm(names, requested)
    return { username: canonicalName(names, requested) }
  }
  const name = usernameAttributes.find((attribute) =>
    attribute === 'email' ? isMailAddress(requested) : isPhoneNumberForm(requested),
  )
  if (!name) throw usernameForm(usernameAttributes)
  return { username: sub, attribute: { name, value: requested } }
}

/**
 * AWS: the pattern and length of `UsernameType`. Names in requests have it before they come here; those that functions
 * choose may not.
 */
export function isUsername(name: string): boolean {
  return /^[\p{L}\p{M}\p{S}\p{N}\p{P}]+$/u.test(name) && [...name].length <= LONGEST_USERNAME
}

/** In characters. */
const LONGEST_USERNAME = 128

/**
 * The form in which names are compared and looked up. AWS: case counts unless the pool says otherwise. In the domain of
 * an e-mail address we always ignore case: the mail goes to the same person.
 */
export function canonicalName(names: SignInNames, name: string): string {
  if (!(names.usernameConfiguration?.caseSensitive ?? true)) return name.toLowerCase()
  return takesEmail(names) && isEmailForm(name) ? mailedForm(name) : name
}

function takesEmail({ usernameAttributes = [], aliasAttributes = [] }: SignInNames): boolean {
  return usernameAttributes.includes('email') || aliasAttributes.includes('email')
}

/** A username or preferred username must not look like another kind of alias, since it could be mistaken for one. */
export function assertNoAliasForm(names: SignInNames, name: string): void {
  const form = aliasFormOf(names, name)
  if (form === 'email') throw emailFormUsername()
  if (form === 'phone_number') throw phoneNumberFormUsername()
}

/** The alias that a name looks like, an e-mail address or phone number, where the pool has that alias. */
export function aliasFormOf(
  { aliasAttributes = [] }: SignInNames,
  name: string,
): ContactAttribute | undefined {
  if (aliasAttributes.includes('email') && isEmailForm(name)) return 'email'
  if (aliasAttributes.includes('phone_number') && isPhoneNumberForm(name)) return 'phone_number'
  return undefined
}

/** Checks a new `preferred_username`, if there is one among the attributes, in pools where it is an alias. */
export function assertPreferredUsername(names: SignInNames, attributes: Attributes): void {
  const value = attributes.get('preferred_username')
  if (value === undefined || !names.aliasAttributes?.includes('preferred_username')) return
  assertNoAliasForm(names, value)
}

/** @throws InvalidParameterException if `preferred_username` is an alias and is sent at sign-up */
export function assertNoPreferredUsernameYet(names: SignInNames, entries: readonly AttributeEntry[]): void {
  const isAlias = names.aliasAttributes?.includes('preferred_username')
  const sent = entries.some(({ name, value }) => name === 'preferred_username' && value)
  if (isAlias && sent) throw preferredUsernameTooEarly()
}

function usernameForm(attributes: readonly string[]): ServiceError {
  if (attributes.length > 1) return invalid('Username should be either an email or a phone number.')
  return invalid(
    attributes.includes('email') ? 'Username should be an email.' : 'Username should be a phone number.',
  )
}

const usernamePattern = () =>
  invalid(
    String.raw`Username should have 1 to ${LONGEST_USERNAME} characters and satisfy regular expression pattern: [\p{L}\p{M}\p{S}\p{N}\p{P}]+`,
  )

const emailFormUsername = () =>
  invalid('Username cannot be of email format, since user pool is configured for email alias.')

const phoneNumberFormUsername = () =>
  invalid('Username cannot be of phone number format, since user pool is configured for phone number alias.')

const preferredUsernameTooEarly = () =>
  invalid(
    'Preferred username cannot be provided for unconfirmed account, since user pool is configured for preferred username alias.',
  )

const invalid = (message: string) => new ServiceError('InvalidParameterException', message)
