import type { Attributes, ContactAttribute } from '../../attributes/attributes.ts'
import { type Contact, contactsOf } from '../../attributes/contact.ts'
import type { UserPoolSettings } from '../../user-pools/settings/user-pool-settings.ts'

type Verifying = Pick<UserPoolSettings, 'autoVerifiedAttributes'>

/**
 * The channels for sign-up codes, preferred first. AWS: text message, if the pool verifies both and the user has both.
 */
export function signUpChannels({ autoVerifiedAttributes = [] }: Verifying): ContactAttribute[] {
  return (['phone_number', 'email'] as const).filter((channel) => autoVerifiedAttributes.includes(channel))
}

/** Where the sign-up code goes. */
export function signUpContact(settings: Verifying, attributes: Attributes): Contact | undefined {
  const contacts = contactsOf(attributes)
  for (const channel of signUpChannels(settings)) {
    const contact = contacts.find(({ attribute }) => attribute === channel)
    if (contact) return contact
  }
  return undefined
}
