import type { Attributes, Author } from '../attributes/attributes.ts'
import { isVerified } from '../attributes/contact.ts'
import { isEmailForm, isPhoneNumberForm } from '../attributes/contact-form.ts'
import type { AliasAttribute } from '../user-pools/settings/user-pool-settings.ts'
import type { User } from './user.ts'
import { aliasFormOf, canonicalName, type SignInNames } from './username-rules.ts'

/** A name other than the username by which a user can be found. Unique in the pool. */
export interface Alias {
  readonly attribute: AliasAttribute
  /** In canonical form. */
  readonly value: string
}

/**
 * The aliases that these attributes give a user. AWS: an e-mail address or phone number that is only an alias must be
 * verified; one that is the username need not be. A preferred username in the form of another alias, as providers may
 * send it, is none: it could be the address of somebody else.
 */
export function aliasesOf(names: SignInNames, attributes: Attributes): Alias[] {
  return aliasAttributes(names).flatMap((attribute) => {
    const value = attributes.get(attribute)
    if (!value || !isActive(names, attributes, attribute)) return []
    return [{ attribute, value: canonicalName(names, value) }]
  })
}

/**
 * The aliases of a user. AWS: in pools that sign in by e-mail or phone number, users of identity providers have none, so
 * that a user of the pool and theirs can have the same address. Their username is not the `sub`, as it is of all others.
 */
export function aliasesOfUser(
  names: SignInNames,
  { attributes, username, sub }: Pick<User, 'attributes' | 'sub' | 'username'>,
): Alias[] {
  return names.usernameAttributes?.length && username !== sub ? [] : aliasesOf(names, attributes)
}

/** What a name in a request may stand for, in the order in which we look for the user. */
export interface LookUp {
  /** In canonical form. */
  readonly username: string
  readonly aliases: readonly Alias[]
  /** Undefined if the name cannot be a `sub`. */
  readonly sub?: string | undefined
}

/**
 * AWS: administrators may name a user by `sub`. For signing in, signing up and recovering a password, a `sub` only
 * counts where it is the username, as in pools that sign in by e-mail or phone number.
 * @param by who sent the name. Pass the administrator for a name that a new user wants, to check it in every role.
 */
export function lookUpOf(names: SignInNames, requested: string, by: Author): LookUp {
  const value = canonicalName(names, requested)
  const aliases = aliasAttributes(names)
    .filter((attribute) => hasFormOf(attribute, requested))
    .map((attribute) => ({ attribute, value }))
  return { username: value, aliases, sub: by === 'administrator' ? requested : undefined }
}

function aliasAttributes(names: SignInNames): readonly AliasAttribute[] {
  return names.usernameAttributes?.length ? names.usernameAttributes : (names.aliasAttributes ?? [])
}

function isActive(names: SignInNames, attributes: Attributes, attribute: AliasAttribute): boolean {
  if (names.usernameAttributes?.length) return true
  if (attribute === 'preferred_username') {
    return aliasFormOf(names, attributes.get(attribute) ?? '') === undefined
  }
  return isVerified(attributes, attribute)
}

function hasFormOf(attribute: AliasAttribute, text: string): boolean {
  if (attribute === 'email') return isEmailForm(text)
  return attribute === 'preferred_username' || isPhoneNumberForm(text)
}
