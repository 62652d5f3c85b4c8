import { ServiceError } from '../../contract/service-error.ts'
import type { Attributes } from './attributes.ts'

/** Something before and after one `@`, no white space: as liberal as the service seems to be. */
export function isEmailForm(text: string): boolean {
  return /^[^\s@]+@[^\s@]+$/.test(text)
}

/** E.164: a plus sign and at most 15 digits. */
export function isPhoneNumberForm(text: string): boolean {
  return /^\+[0-9]{2,15}$/.test(text)
}

/** @throws InvalidParameterException for an e-mail address or phone number of the wrong form */
export function assertContactForms(values: Attributes): void {
  const email = values.get('email')
  if (email && !isEmailForm(email)) throw invalidEmailAddress()
  const phoneNumber = values.get('phone_number')
  if (phoneNumber && !isPhoneNumberForm(phoneNumber)) throw invalidPhoneNumber()
}

const invalidEmailAddress = () =>
  new ServiceError('InvalidParameterException', 'Invalid email address format.')

const invalidPhoneNumber = () => new ServiceError('InvalidParameterException', 'Invalid phone number format.')
