import { ServiceError } from '../../contract/service-error.ts'
import { type Instant, MINUTE, SECOND } from '../../kernel/clock.ts'

/** A user's failed attempts at a password or MFA code; undefined means none. */
export interface SignInFailures {
  readonly failures: number
  readonly lastFailureAt: Instant
}

const FREE_FAILURES = 5
const LONGEST_LOCK = 15 * MINUTE
/** After this time without a failure, counting starts again. */
const MEMORY = 15 * MINUTE

// AWS: "Lockout behavior for failed sign-in attempts": the fifth failure locks for a second, each further failure
// doubles the time, up to about 15 minutes. Attempts during a lock are not counted.

/** When the present lock ends, or undefined if attempts are allowed now. */
export function lockedUntil(state: SignInFailures | undefined, now: Instant): Instant | undefined {
  if (!state || state.failures < FREE_FAILURES) return undefined
  const lock = Math.min(2 ** (state.failures - FREE_FAILURES) * SECOND, LONGEST_LOCK)
  const until = state.lastFailureAt + lock
  return now < until ? until : undefined
}

/** Call it before checking a password or code: during a lock even the right one is refused. */
export function assertNotLocked(state: SignInFailures | undefined, now: Instant): void {
  if (lockedUntil(state, now) !== undefined) throw passwordAttemptsExceeded()
}

/** The state after a failed attempt, unless a lock refused it. A success clears the state. */
export function afterFailure(state: SignInFailures | undefined, now: Instant): SignInFailures {
  const forgotten = !state || now - state.lastFailureAt >= MEMORY
  return { failures: forgotten ? 1 : state.failures + 1, lastFailureAt: now }
}

const passwordAttemptsExceeded = () =>
  new ServiceError('NotAuthorizedException', 'Password attempts exceeded')
