import { secondFactorCode } from './second-factor-code.ts'

export const SMS_FACTOR = {
  challenge: 'SMS_MFA',
  attribute: 'phone_number',
  answer: 'SMS_MFA_CODE',
  proves: 'text-code',
} as const

/** SMS_MFA: a code went to the user's phone number. */
export const smsMfa = secondFactorCode(SMS_FACTOR)
