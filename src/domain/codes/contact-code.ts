import type { ContactAttribute } from '../attributes/attributes.ts'
import { type Contact, isSameContact, isVerified } from '../attributes/contact.ts'
import type { User } from '../users/user.ts'
import type { CodePurpose, CodeTarget } from './verification-code.ts'

type Owner = Pick<User, 'userPoolId' | 'sub'>
type Contacts = Pick<User, 'attributes' | 'pendingAttributes'>

/** What the code of a sign-up allows: its confirmation. */
export function signUpTarget({ userPoolId, sub }: Owner): CodeTarget {
  return { purpose: 'sign-up', userPoolId, sub }
}

/** What a code to a new address or number proves: that it is the user's. */
export function attributeTarget({ userPoolId, sub }: Owner, attribute: ContactAttribute): CodeTarget {
  return { purpose: 'attribute', userPoolId, sub, subject: attribute }
}

/** What a code to a forgotten password's owner allows: a new password. */
export function passwordResetTarget({ userPoolId, sub }: Owner): CodeTarget {
  return { purpose: 'password-reset', userPoolId, sub }
}

/** The address or number that is to be verified: the new one, if one waits for that. */
export function contactToVerify(
  { attributes, pendingAttributes }: Contacts,
  attribute: ContactAttribute,
): Contact | undefined {
  const value = pendingAttributes.get(attribute) ?? attributes.get(attribute)
  return value === undefined ? undefined : { attribute, value }
}

/** Whether a code of this purpose that went to the contact still counts: the user must have it as when it was sent. */
export function isStillReached(user: Contacts, purpose: CodePurpose, contact: Contact): boolean {
  const { attribute, value } = contact
  if (purpose === 'attribute') return isSameContact(contactToVerify(user, attribute), contact)
  if (user.attributes.get(attribute) !== value) return false
  return purpose !== 'password-reset' || isVerified(user.attributes, attribute)
}
