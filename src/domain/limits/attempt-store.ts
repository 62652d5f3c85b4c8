import type { Instant } from '../../kernel/clock.ts'
import type { AttemptWindow, LimitedAttempt } from './attempt-limits.ts'

/** Sign-ins in the name of users who don't exist are counted too, under a name of our own in place of the `sub`. */
export type CountedAttempt = LimitedAttempt | 'signInOfStranger'

export interface AttemptStore {
  /** The user's window of this kind, held against other transactions until this one ends. */
  lock(userPoolId: string, sub: string, kind: CountedAttempt): Promise<AttemptWindow | undefined>
  save(userPoolId: string, sub: string, kind: CountedAttempt, window: AttemptWindow): Promise<void>
  /** Forgets windows that opened before. */
  deleteOlder(before: Instant): Promise<number>
}
