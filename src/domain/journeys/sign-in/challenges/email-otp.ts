import { FIRST_EMAIL } from '../choice/code-factors.ts'
import { answerFirstFactorCode } from '../choice/first-factor-code.ts'
import { isFirstStep } from '../choice/first-step.ts'
import type { Challenge } from './challenge.ts'
import { secondFactorCode } from './second-factor-code.ts'

export const EMAIL_FACTOR = {
  challenge: 'EMAIL_OTP',
  attribute: 'email',
  answer: 'EMAIL_OTP_CODE',
  proves: 'email-code',
} as const

const secondFactor = secondFactorCode(EMAIL_FACTOR)

/** EMAIL_OTP: a code went to the user's e-mail address. AWS: the one name for a first and for a second factor. */
export const emailOtp: Challenge = {
  present: secondFactor.present,
  answer: (context, step) =>
    isFirstStep(step)
      ? answerFirstFactorCode(context, step, FIRST_EMAIL)
      : secondFactor.answer(context, step),
}
