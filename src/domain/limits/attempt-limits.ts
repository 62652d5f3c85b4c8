import type { ServiceError } from '../../contract/service-error.ts'
import { HOUR, type Instant } from '../../kernel/clock.ts'
import { attemptLimitExceeded } from './limit-errors.ts'

/**
 * How often a user may try each of these in an hour. AWS: quotas, "Other quotas on operations". For a forgotten
 * password (requesting the code and using it, counted together) AWS says 5 to 20 depending on risk; we take 20.
 */
export const HOURLY_ATTEMPTS = {
  forgottenPassword: 20,
  resendConfirmationCode: 5,
  confirmSignUp: 15,
  changePassword: 5,
  sendAttributeCode: 5,
  verifyAttribute: 15,
  /** Codes that are a first factor. What AWS allows is not known. */
  signInCode: 20,
  /** Wrong codes of text messages and e-mails that are a second factor. */
  secondFactorCode: 20,
  /** Wrong answers to custom challenges. The functions of a pool are free to allow fewer. */
  customChallenge: 100,
  /** Guesses of a stranger whom the PreAuthentication function refuses. */
  refusedStranger: 20,
  /** Events of sign-ins that are refused before anything was proven or guessed. */
  refusedSignInEvent: 20,
} as const

export type LimitedAttempt = keyof typeof HOURLY_ATTEMPTS

/** The number of attempts since `startedAt`; undefined means none. */
export interface AttemptWindow {
  readonly startedAt: Instant
  readonly attempts: number
}

/**
 * Counts an attempt. A window opens with its first attempt and lasts an hour.
 * @param refusal for operations that do not declare LimitExceededException
 * @throws LimitExceededException if the attempts of this hour are used up; the refused attempt is not counted
 */
export function countAttempt(
  kind: LimitedAttempt,
  window: AttemptWindow | undefined,
  now: Instant,
  refusal: () => ServiceError = attemptLimitExceeded,
): AttemptWindow {
  if (!window || isOver(window, now)) return { startedAt: now, attempts: 1 }
  if (attemptsLeft(kind, window, now) === 0) throw refusal()
  return { startedAt: window.startedAt, attempts: window.attempts + 1 }
}

/** How many attempts are left of this hour. */
export function attemptsLeft(kind: LimitedAttempt, window: AttemptWindow, now: Instant): number {
  return isOver(window, now) ? HOURLY_ATTEMPTS[kind] : Math.max(0, HOURLY_ATTEMPTS[kind] - window.attempts)
}

function isOver({ startedAt }: AttemptWindow, now: Instant): boolean {
  return now - startedAt >= HOUR
}
