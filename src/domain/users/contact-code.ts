import type { Contact } from './contact.ts'
import type { ContactAttribute, User } from './user.ts'
import type { CodeTarget } from './verification-code.ts'

/**
 * What a code to a contact proves: that this very address or number is the user's. A code that went to a former one
 * is worth nothing for the next.
 */
export function contactCodeTarget(
  purpose: 'sign-up' | 'attribute',
  { userPoolId, sub }: Pick<User, 'userPoolId' | 'sub'>,
  { attribute, value }: Contact,
): CodeTarget {
  return { purpose, userPoolId, sub, subject: `${attribute} ${value}` }
}

/** What a code to a forgotten password's owner allows: a new password. */
export function passwordResetTarget({ userPoolId, sub }: Pick<User, 'userPoolId' | 'sub'>): CodeTarget {
  return { purpose: 'password-reset', userPoolId, sub }
}

/** The address or number that is to be verified: the new one, if one waits for that. */
export function contactToVerify(
  { attributes, pendingAttributes }: Pick<User, 'attributes' | 'pendingAttributes'>,
  attribute: ContactAttribute,
): Contact | undefined {
  const value = pendingAttributes.get(attribute) ?? attributes.get(attribute)
  return value === undefined ? undefined : { attribute, value }
}
