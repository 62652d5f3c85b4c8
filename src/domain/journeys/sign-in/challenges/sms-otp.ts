import { FIRST_SMS } from '../choice/code-factors.ts'
import { answerFirstFactorCode } from '../choice/first-factor-code.ts'
import type { Challenge } from './challenge.ts'
import { notOwed } from './not-owed.ts'

/** SMS_OTP: a code went to the user's phone number, which is all that the user proves. */
export const smsOtp: Challenge = {
  present: notOwed,
  answer: (context, step) => answerFirstFactorCode(context, step, FIRST_SMS),
}
