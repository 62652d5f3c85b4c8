import { ServiceError } from '../../contract/service-error.ts'
import type { AttributeEntry } from '../attributes/attributes.ts'
import { isEmailForm, isMailAddress, isPhoneNumberForm, mailedForm } from '../attributes/contact-form.ts'
import type { UserPoolSettings } from '../user-pools/settings/user-pool-settings.ts'

/** How the users of a pool name themselves. */
export type SignInNames = Pick<
  UserPoolSettings,
  'aliasAttributes' | 'usernameAttributes' | 'usernameConfiguration'
>

export interface ChosenUsername {
  readonly username: string
  /** The attribute that takes the name which was asked for, where the username itself is the `sub`. */
  readonly attribute?: AttributeEntry
}

/**
 * The username of a new user who asks for `requested`: in pools that sign in by e-mail or phone number it is the
 * `sub`, elsewhere what was asked for, in lower case if the pool tells no case apart.
 * @throws InvalidParameterException if the name has not the form that the pool demands
 */
export function chooseUsername(names: SignInNames, requested: string, sub: string): ChosenUsername {
  const { usernameAttributes = [] } = names
  if (usernameAttributes.length === 0) {
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
 * The form under which names are compared and looked up. AWS: case counts unless the pool says otherwise. In the domain
 * of an e-mail address it never does: the same mail goes to the same person.
 */
export function canonicalName(names: SignInNames, name: string): string {
  if (!(names.usernameConfiguration?.caseSensitive ?? true)) return name.toLowerCase()
  return takesEmail(names) && isEmailForm(name) ? mailedForm(name) : name
}

function takesEmail({ usernameAttributes = [], aliasAttributes = [] }: SignInNames): boolean {
  return usernameAttributes.includes('email') || aliasAttributes.includes('email')
}

/** A username or preferred username must not be taken for somebody's alias of another kind. */
export function assertNoAliasForm({ aliasAttributes = [] }: SignInNames, name: string): void {
  if (aliasAttributes.includes('email') && isEmailForm(name)) throw emailFormUsername()
  if (aliasAttributes.includes('phone_number') && isPhoneNumberForm(name)) throw phoneNumberFormUsername()
}

/** Checks a new `preferred_username`, where it serves as an alias. */
export function assertPreferredUsername(names: SignInNames, value: string): void {
  if (names.aliasAttributes?.includes('preferred_username')) assertNoAliasForm(names, value)
}

/** @throws InvalidParameterException if the alias `preferred_username` is sent at sign-up */
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

const emailFormUsername = () =>
  invalid('Username cannot be of email format, since user pool is configured for email alias.')

const phoneNumberFormUsername = () =>
  invalid('Username cannot be of phone number format, since user pool is configured for phone number alias.')

const preferredUsernameTooEarly = () =>
  invalid(
    'Preferred username cannot be provided for unconfirmed account, since user pool is configured for preferred username alias.',
  )

const invalid = (message: string) => new ServiceError('InvalidParameterException', message)
