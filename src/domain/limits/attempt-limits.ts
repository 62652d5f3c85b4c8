import { HOUR, type Instant } from '../../kernel/clock.ts'
import { attemptLimitExceeded } from './limit-errors.ts'

/**
 * How often one user may try each of these in an hour. AWS: quotas, "Other quotas on operations"; for a forgotten
 * password (asking for the code and using it, counted together) it says 5 to 20 by risk, and we take the upper end.
 */
export const HOURLY_ATTEMPTS = {
  forgottenPassword: 20,
  resendConfirmationCode: 5,
  confirmSignUp: 15,
  changePassword: 5,
  sendAttributeCode: 5,
  verifyAttribute: 15,
} as const

export type LimitedAttempt = keyof typeof HOURLY_ATTEMPTS

/** How often something was tried since `startedAt`; undefined stands for never. */
export interface AttemptWindow {
  readonly startedAt: Instant
  readonly attempts: number
}

/**
 * Counts an attempt: the window opens with its first attempt and lasts an hour.
 * @throws LimitExceededException if the hour's attempts are used up; such an attempt isn't counted
 */
export function countAttempt(
  kind: LimitedAttempt,
  window: AttemptWindow | undefined,
  now: Instant,
): AttemptWindow {
  if (!window || now - window.startedAt >= HOUR) return { startedAt: now, attempts: 1 }
  if (window.attempts >= HOURLY_ATTEMPTS[kind]) throw attemptLimitExceeded()
  return { startedAt: window.startedAt, attempts: window.attempts + 1 }
}
