import {
  type Attributes,
  CONTACT_ATTRIBUTES,
  type ContactAttribute,
  isTrue,
  VERIFICATION_FLAG,
} from './attributes.ts'

/** An e-mail address or phone number of a user. */
export interface Contact {
  readonly attribute: ContactAttribute
  readonly value: string
}

export function isSameContact(one: Contact | undefined, other: Contact | undefined): boolean {
  return one?.attribute === other?.attribute && one?.value === other?.value
}

export function contactsOf(attributes: Attributes): Contact[] {
  return CONTACT_ATTRIBUTES.flatMap((attribute) => {
    const value = attributes.get(attribute)
    return value === undefined ? [] : [{ attribute, value }]
  })
}

export function isVerified(attributes: Attributes, attribute: ContactAttribute): boolean {
  return isTrue(attributes.get(VERIFICATION_FLAG[attribute]))
}
