import { CONTACT_ATTRIBUTES, type ContactAttribute } from '../attributes/attributes.ts'
import { type Contact, isVerified } from '../attributes/contact.ts'
import type { User } from './user.ts'

type Contacts = Pick<User, 'attributes' | 'pendingAttributes'>

/**
 * The contacts that a change takes from a user, because they are replaced or no longer verified. Delete the codes sent
 * to them: otherwise they would count again when the contact comes back.
 */
export function abandonedContacts(before: Contacts, after: Contacts): Contact[] {
  return CONTACT_ATTRIBUTES.flatMap((attribute) => {
    const kept = valuesOf(after, attribute)
    const values = valuesOf(before, attribute).filter((value) => !kept.includes(value))
    const doubted = isVerified(before.attributes, attribute) && !isVerified(after.attributes, attribute)
    const value = before.attributes.get(attribute)
    if (doubted && value !== undefined && !values.includes(value)) values.push(value)
    return values.map((value) => ({ attribute, value }))
  })
}

function valuesOf({ attributes, pendingAttributes }: Contacts, attribute: ContactAttribute): string[] {
  return [attributes, pendingAttributes].flatMap((values) => values.get(attribute) ?? [])
}
