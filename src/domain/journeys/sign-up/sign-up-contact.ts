import type { UserPoolSettings } from '../../user-pools/user-pool-settings.ts'
import { type Contact, contactsOf } from '../../users/contact.ts'
import type { Attributes } from '../../users/user.ts'

/** Where the code of a sign-up goes. AWS: by text message if the pool verifies both and the user gave both. */
export function signUpContact(
  { autoVerifiedAttributes = [] }: Pick<UserPoolSettings, 'autoVerifiedAttributes'>,
  attributes: Attributes,
): Contact | undefined {
  const contacts = contactsOf(attributes).filter(({ attribute }) =>
    autoVerifiedAttributes.includes(attribute),
  )
  return contacts.find(({ attribute }) => attribute === 'phone_number') ?? contacts[0]
}
