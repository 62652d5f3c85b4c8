import type { ContactAttribute } from '../../../attributes/attributes.ts'

/** A first factor by a code that goes to a contact of the user. */
export interface FirstFactorCode {
  readonly challenge: 'SMS_OTP' | 'EMAIL_OTP'
  readonly attribute: ContactAttribute
  /** The challenge response that holds the code. */
  readonly answer: 'SMS_OTP_CODE' | 'EMAIL_OTP_CODE'
  readonly proves: 'text-code' | 'email-code'
}

export const FIRST_EMAIL: FirstFactorCode = {
  challenge: 'EMAIL_OTP',
  attribute: 'email',
  answer: 'EMAIL_OTP_CODE',
  proves: 'email-code',
}

export const FIRST_SMS: FirstFactorCode = {
  challenge: 'SMS_OTP',
  attribute: 'phone_number',
  answer: 'SMS_OTP_CODE',
  proves: 'text-code',
}
