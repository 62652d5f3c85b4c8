import type { Instant } from '../../kernel/clock.ts'
import type { AttemptWindow, LimitedAttempt } from './attempt-limits.ts'

/** Attempts of strangers are counted too, under a name of our own in place of the `sub`. */
export type CountedAttempt = LimitedAttempt | 'signInOfStranger'

export interface AttemptStore {
  find(userPoolId: string, sub: string, kind: CountedAttempt): Promise<AttemptWindow | undefined>
  /**
   * Like {@link find}, and locks the window until this transaction ends, even if nothing has been counted in it yet.
   * Call it only inside a transaction.
   */
  lock(userPoolId: string, sub: string, kind: CountedAttempt): Promise<AttemptWindow | undefined>
  save(userPoolId: string, sub: string, kind: CountedAttempt, window: AttemptWindow): Promise<void>
  /** Deletes windows that opened before that instant. */
  deleteOlder(before: Instant): Promise<number>
}
