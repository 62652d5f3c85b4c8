import { ServiceError } from '../../contract/service-error.ts'
import { type Instant, MINUTE, SECOND } from '../../kernel/clock.ts'

/** A user's failed attempts at a password or MFA code; undefined stands for none. */
export interface SignInFailures {
  readonly failures: number
  readonly lastFailureAt: Instant
}

const FREE_FAILURES = 5
const LONGEST_LOCK = 15 * MINUTE
/** After so long without a failure the count starts anew. */
const MEMORY = 15 * MINUTE

// AWS: "Lockout behavior for failed sign-in attempts": the fifth failure locks for a second, each further one
// doubles the time, up to about 15 minutes. Attempts during a lock count for nothing.

/** Until when no attempt is taken, or undefined if one is taken now. */
export function lockedUntil(state: SignInFailures | undefined, now: Instant): Instant | undefined {
  if (!state || state.failures < FREE_FAILURES) return undefined
  const lock = Math.min(2 ** (state.failures - FREE_FAILURES) * SECOND, LONGEST_LOCK)
  const until = state.lastFailureAt + lock
  return now < until ? until : undefined
}

/** To be asked before a password or code is looked at: in a lock, the right one is refused as well. */
export function assertNotLocked(state: SignInFailures | undefined, now: Instant): void {
  if (lockedUntil(state, now) !== undefined) throw passwordAttemptsExceeded()
}

/** The state after a failed attempt that was not refused by a lock. A success clears the state altogether. */
export function afterFailure(state: SignInFailures | undefined, now: Instant): SignInFailures {
  const forgotten = !state || now - state.lastFailureAt >= MEMORY
  return { failures: forgotten ? 1 : state.failures + 1, lastFailureAt: now }
}

const passwordAttemptsExceeded = () =>
  new ServiceError('NotAuthorizedException', 'Password attempts exceeded')
