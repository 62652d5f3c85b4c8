import type { Attributes, ContactAttribute } from '../../attributes/attributes.ts'
import { type Contact, contactsOf } from '../../attributes/contact.ts'
import type { UserPoolSettings } from '../../user-pools/settings/user-pool-settings.ts'

type Verifying = Pick<UserPoolSettings, 'autoVerifiedAttributes'>

/** The ways by which codes of a sign-up go. AWS: by text message if the pool verifies both and the user gave both. */
export function signUpWays({ autoVerifiedAttributes = [] }: Verifying): ContactAttribute[] {
  return (['phone_number', 'email'] as const).filter((way) => autoVerifiedAttributes.includes(way))
}

/** Where the code of a sign-up goes. */
export function signUpContact(settings: Verifying, attributes: Attributes): Contact | undefined {
  const contacts = contactsOf(attributes)
  for (const way of signUpWays(settings)) {
    const contact = contacts.find(({ attribute }) => attribute === way)
    if (contact) return contact
  }
  return undefined
}
