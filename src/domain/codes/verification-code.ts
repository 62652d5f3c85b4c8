import { createHmac, type KeyObject } from 'node:crypto'
import { ServiceError } from '../../contract/service-error.ts'
import { HOUR, type Instant } from '../../kernel/clock.ts'
import { equalInConstantTime } from '../../kernel/constant-time.ts'
import type { Entropy } from '../../kernel/entropy.ts'
import { DIGITS, randomText } from '../../kernel/identifiers.ts'
import type { Contact } from '../attributes/contact.ts'

/** What a code is for; one for one purpose is worth nothing for another. */
export type CodePurpose = 'sign-up' | 'attribute' | 'password-reset' | 'mfa' | 'first-factor'

/** Lifetimes in milliseconds; codes of a sign-in live as long as its challenge. AWS: "Code expiration". */
const LIFETIMES: Readonly<Record<CodePurpose, number | 'challenge'>> = {
  'sign-up': 24 * HOUR,
  attribute: 24 * HOUR,
  'password-reset': HOUR,
  mfa: 'challenge',
  'first-factor': 'challenge',
}

/** After so many wrong answers a code is worth nothing any more (the service's own figure is not known). */
const MOST_MISMATCHES = 15

/** Whose and for what a code is. There is one code for each. */
export interface CodeTarget {
  readonly purpose: CodePurpose
  readonly userPoolId: string
  readonly sub: string
  /** The attribute that it verifies, the session that it continues, or nothing. */
  readonly subject?: string | undefined
}

/** A code as it is kept: not the digits but their digest. With another password of the user's it is worth nothing. */
export interface VerificationCode {
  /** To which it was sent: once that is not the user's any more, the code is worth nothing. */
  readonly contact: Contact
  readonly digest: Buffer
  readonly expiresAt: Instant
  readonly mismatches: number
}

/** Six digits, eight where the code alone signs a user in. */
export function newCodeDigits(entropy: Entropy, purpose: CodePurpose): string {
  return randomText(entropy, DIGITS, purpose === 'first-factor' ? 8 : 6)
}

/** @param challengeLifetime milliseconds, for the codes of a sign-in */
export function newVerificationCode(
  key: KeyObject,
  target: CodeTarget,
  contact: Contact,
  digits: string,
  now: Instant,
  challengeLifetime: number,
): VerificationCode {
  const lifetime = LIFETIMES[target.purpose]
  const expiresAt = now + (lifetime === 'challenge' ? challengeLifetime : lifetime)
  return { contact, digest: codeDigest(key, target, contact, digits), expiresAt, mismatches: 0 }
}

/** `late`: the right digits of a code that has expired. `none`: there is no code, or none that counts any more. */
export type CodeOutcome = 'match' | 'mismatch' | 'late' | 'none'

/** Judges an answer. On a mismatch the caller counts it; a match is used up at once. */
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

/** Keyed, as a plain digest of so few digits could be looked up by whoever reads the table. */
function codeDigest(key: KeyObject, target: CodeTarget, contact: Contact, digits: string): Buffer {
  const { purpose, userPoolId, sub, subject } = target
  return createHmac('sha256', key)
    .update(
      JSON.stringify([purpose, userPoolId, sub, subject ?? '', contact.attribute, contact.value, digits]),
    )
    .digest()
}

/** ConfirmSignUp, ConfirmForgotPassword, VerifyUserAttribute. */
export const codeMismatch = () =>
  new ServiceError('CodeMismatchException', 'Invalid verification code provided, please try again.')

/** The same three, for an expired code and for none at all. */
export const codeExpired = () =>
  new ServiceError('ExpiredCodeException', 'Invalid code provided, please request a code again.')
