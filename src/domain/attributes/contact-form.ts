import { ServiceError } from '../../contract/service-error.ts'
import { isMailAddress } from '../../kernel/mail-address.ts'
import type { Attributes } from './attributes.ts'

/** Whether a name counts as an e-mail address: one `@` with something before and after it, and no white space. */
export function isEmailForm(text: string): boolean {
  return /^[^\s@]+@[^\s@]+$/.test(text)
}

/**
 * An e-mail address in the form used for delivery: domains are case-insensitive, while only the receiving server can
 * interpret the part before the `@` (RFC 5321, section 2.4).
 */
export function mailedForm(email: string): string {
  const domain = email.lastIndexOf('@') + 1
  return email.slice(0, domain) + email.slice(domain).toLowerCase()
}

/** E.164: a plus sign and at most 15 digits. */
export function isPhoneNumberForm(text: string): boolean {
  return /^\+[0-9]{2,15}$/.test(text)
}

/** @throws InvalidParameterException for a malformed e-mail address or phone number */
export function assertContactForms(values: Attributes): void {
  const email = values.get('email')
  if (email && !isMailAddress(email)) throw invalidEmailAddress()
  const phoneNumber = values.get('phone_number')
  if (phoneNumber && !isPhoneNumberForm(phoneNumber)) throw invalidPhoneNumber()
}

const invalidEmailAddress = () =>
  new ServiceError('InvalidParameterException', 'Invalid email address format.')

const invalidPhoneNumber = () => new ServiceError('InvalidParameterException', 'Invalid phone number format.')
