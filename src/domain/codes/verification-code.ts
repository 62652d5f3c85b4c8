import { createHmac, type KeyObject } from 'node:crypto'
import { ServiceError } from '../../contract/service-error.ts'
import { HOUR, type Instant } from '../../kernel/clock.ts'
import { equalInConstantTime } from '../../kernel/cryptography/constant-time.ts'
import type { Entropy } from '../../kernel/entropy.ts'
import { DIGITS, randomText } from '../../kernel/identifiers.ts'
import type { Contact } from '../attributes/contact.ts'

/** What a stored code is for. A code is valid for one purpose only. */
export type CodePurpose = 'sign-up' | 'attribute' | 'password-reset'

/** Lifetimes in milliseconds. AWS: "Code expiration". */
const LIFETIMES: Readonly<Record<CodePurpose, number>> = {
  'sign-up': 24 * HOUR,
  attribute: 24 * HOUR,
  'password-reset': HOUR,
}

/** What the code of a sign-in is: it is not stored, the session of its challenge carries the digest. */
export type SignInCodePurpose = 'second-factor' | 'first-factor'

/** After this many wrong answers a code is invalid (the service's own figure is not known). */
const MOST_MISMATCHES = 15

/** Which user a code is for, and for what. */
export interface CodeTarget<Purpose = CodePurpose> {
  readonly purpose: Purpose
  readonly userPoolId: string
  readonly sub: string
  /** The attribute that it verifies, the password that it goes with, or undefined. Of stored codes, each target has one. */
  readonly subject?: string | undefined
}

/** A code as stored: a digest instead of the digits. It becomes invalid when the user's password changes. */
export interface VerificationCode {
  /** Where it was sent: the code becomes invalid when the user no longer has this contact. */
  readonly contact: Contact
  readonly digest: Buffer
  readonly expiresAt: Instant
  readonly mismatches: number
}

/** Six digits, or eight if the code alone signs a user in. */
export function newCodeDigits(entropy: Entropy, purpose: CodePurpose | SignInCodePurpose): string {
  return randomText(entropy, DIGITS, purpose === 'first-factor' ? 8 : 6)
}

export function newVerificationCode(
  key: KeyObject,
  target: CodeTarget,
  contact: Contact,
  digits: string,
  now: Instant,
): VerificationCode {
  const expiresAt = codeExpiry(target.purpose, now)
  return { contact, digest: codeDigest(key, target, contact, digits), expiresAt, mismatches: 0 }
}

/** When a code that is made now expires. */
export function codeExpiry(purpose: CodePurpose, now: Instant): Instant {
  return now + LIFETIMES[purpose]
}

/** `late`: the right digits of an expired code. `none`: there is no code, or none that is still valid. */
export type CodeOutcome = 'match' | 'mismatch' | 'late' | 'none'

/** Checks an answer. On a mismatch the caller counts it; on a match the caller uses the code up at once. */
export function judgeCode(
  key: KeyObject,
  target: CodeTarget,
  code: VerificationCode | undefined,
  digits: string,
  now: Instant,
): CodeOutcome {
  if (!code || code.mismatches >= MOST_MISMATCHES) return 'none'
  const isRight = equalInConstantTime(code.digest, codeDigest(key, target, code.contact, digits))
  if (now >= code.expiresAt) return isRight ? 'late' : 'none'
  return isRight ? 'match' : 'mismatch'
}

/** Keyed: with a plain digest, anyone who can read the table could try out all digits. */
export function codeDigest(
  key: KeyObject,
  target: CodeTarget<CodePurpose | SignInCodePurpose>,
  contact: Contact,
  digits: string,
): Buffer {
  const { purpose, userPoolId, sub, subject } = target
  return createHmac('sha256', key)
    .update(
      JSON.stringify([purpose, userPoolId, sub, subject ?? '', contact.attribute, contact.value, digits]),
    )
    .digest()
}

/** For ConfirmSignUp, ConfirmForgotPassword and VerifyUserAttribute. */
export const codeMismatch = () =>
  new ServiceError('CodeMismatchException', 'Invalid verification code provided, please try again.')

/** The same three operations, for an expired code and for a missing one. */
export const codeExpired = () =>
  new ServiceError('ExpiredCodeException', 'Invalid code provided, please request a code again.')
