import type { AliasAttribute } from '../user-pools/user-pool-settings.ts'
import { isEmailForm, isPhoneNumberForm } from './contact-form.ts'
import { type Attributes, VERIFICATION_FLAG } from './user.ts'
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
  readonly sub: string
  readonly aliases: readonly Alias[]
}

export function lookUpOf(names: SignInNames, requested: string): LookUp {
  const value = canonicalName(names, requested)
  const aliases = aliasAttributes(names)
    .filter((attribute) => hasFormOf(attribute, requested))
    .map((attribute) => ({ attribute, value }))
  return { username: value, sub: requested, aliases }
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
