import { type ContactAttribute, VERIFICATION_FLAG } from '../attributes/attributes.ts'
import { type Contact, isSameContact, isVerified } from '../attributes/contact.ts'
import type { User, UserKey } from '../users/user.ts'
import type { CodePurpose, CodeTarget } from './verification-code.ts'

type Contacts = Pick<User, 'attributes' | 'pendingAttributes'>

/** The target of a sign-up's code: it confirms the user. */
export function signUpTarget({ userPoolId, sub }: UserKey): CodeTarget {
  return { purpose: 'sign-up', userPoolId, sub }
}

/** The target of a code to a new address or number: it proves that the contact is the user's. */
export function attributeTarget({ userPoolId, sub }: UserKey, attribute: ContactAttribute): CodeTarget {
  return { purpose: 'attribute', userPoolId, sub, subject: attribute }
}

/** The target of the code for a forgotten password: it lets the user set a new one. */
export function passwordResetTarget({ userPoolId, sub }: UserKey): CodeTarget {
  return { purpose: 'password-reset', userPoolId, sub }
}

/** The address or number to verify: the pending new one if there is one. */
export function contactToVerify(
  { attributes, pendingAttributes }: Contacts,
  attribute: ContactAttribute,
): Contact | undefined {
  const value = pendingAttributes.get(attribute) ?? attributes.get(attribute)
  return value === undefined ? undefined : { attribute, value }
}

/** Whether a code that went to this contact still counts: the user must still have the contact as when it was sent. */
export function isStillReached(user: Contacts, purpose: CodePurpose, contact: Contact): boolean {
  const { attribute, value } = contact
  if (purpose === 'attribute') return isSameContact(contactToVerify(user, attribute), contact)
  if (user.attributes.get(attribute) !== value) return false
  return purpose !== 'password-reset' || isVerified(user.attributes, attribute)
}

/**
 * The user as functions see them in the event of a message to the contact: also with a new address or number that is not in
 * use yet. A custom sender knows no other place to send the code to.
 */
export function userAt(user: User, { attribute, value }: Contact): User {
  if (user.attributes.get(attribute) === value) return user
  const attributes = new Map(user.attributes).set(attribute, value).set(VERIFICATION_FLAG[attribute], 'false')
  return { ...user, attributes }
}
