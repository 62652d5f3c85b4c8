import { secondFactorCode } from './second-factor-code.ts'

export const EMAIL_FACTOR = {
  challenge: 'EMAIL_OTP',
  attribute: 'email',
  answer: 'EMAIL_OTP_CODE',
  proves: 'email-code',
} as const

/** EMAIL_OTP: a code went to the user's e-mail address. */
export const emailOtp = secondFactorCode(EMAIL_FACTOR)
