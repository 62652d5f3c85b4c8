import { type Attributes, type Author, VERIFICATION_FLAG } from '../attributes/attributes.ts'
import { isEmailForm, isPhoneNumberForm } from '../attributes/contact-form.ts'
import type { AliasAttribute } from '../user-pools/settings/user-pool-settings.ts'
import { canonicalName, type SignInNames } from './username-rules.ts'

/** A name other than the username under which a user is found; unique in the pool. */
export interface Alias {
  readonly attribute: AliasAttribute
  /** In canonical form. */
  readonly value: string
}

/**
 * The aliases that a user holds by these attributes. AWS: an e-mail address or phone number that only stands in for
 * the username has to be verified; one that is the username need not be.
 */
export function aliasesOf(names: SignInNames, attributes: Attributes): Alias[] {
  return aliasAttributes(names).flatMap((attribute) => {
    const value = attributes.get(attribute)
    if (!value || !isActive(names, attributes, attribute)) return []
    return [{ attribute, value: canonicalName(names, value) }]
  })
}

/** What a name in a request may stand for, in the order in which the user is to be looked for. */
export interface LookUp {
  /** In canonical form. */
  readonly username: string
  readonly aliases: readonly Alias[]
  /** Undefined where the name can't stand for a `sub`. */
  readonly sub?: string | undefined
}

/**
 * AWS: administrators may name a user by the `sub`; whoever signs in, signs up or recovers a password may not, unless it is
 * the username, as in pools that sign in by e-mail or phone number.
 * @param by who named the user; for a name that is to be new an administrator, so that it is nobody's in any way
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
  if (names.usernameAttributes?.length || attribute === 'preferred_username') return true
  return attributes.get(VERIFICATION_FLAG[attribute]) === 'true'
}

function hasFormOf(attribute: AliasAttribute, text: string): boolean {
  if (attribute === 'email') return isEmailForm(text)
  return attribute === 'preferred_username' || isPhoneNumberForm(text)
}
