import { ServiceError } from '../../contract/service-error.ts'
import { type Attributes, CONTACT_ATTRIBUTES, VERIFICATION_FLAG } from './attributes.ts'

const FLAG_WITHOUT_CONTACT = {
  email: 'Email is required to verify/un-verify an email',
  phone_number: 'Phone Number is required to verify/un-verify a phone number',
} as const

/**
 * Checks that a contact exists if its flag is set to verified.
 * @param sent what the request sets
 * @param result the attributes as they would be afterwards
 */
export function assertFlagsHaveContacts(sent: Attributes, result: Attributes): void {
  for (const contact of CONTACT_ATTRIBUTES) {
    if (sent.get(VERIFICATION_FLAG[contact]) && !result.has(contact)) {
      throw new ServiceError('InvalidParameterException', FLAG_WITHOUT_CONTACT[contact])
    }
  }
}

/** The attributes that users can never write, and a pool's owner only in part. */
const WRITTEN_BY_THE_SERVICE: ReadonlySet<string> = new Set([
  'sub',
  'identities',
  'email_verified',
  'phone_number_verified',
])

/** @throws InvalidParameterException for the first of `names` that users cannot write */
export function assertNotWrittenByTheService(names: Iterable<string>): void {
  for (const name of names) if (WRITTEN_BY_THE_SERVICE.has(name)) throw nonMutableAttribute(name)
}

export const nonMutableAttribute = (name: string) =>
  new ServiceError('InvalidParameterException', `Cannot modify the non-mutable attribute ${name}`)
