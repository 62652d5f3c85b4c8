import type { Instant } from '../../kernel/clock.ts'
import type { AttemptWindow, LimitedAttempt } from './attempt-limits.ts'

/** Those of strangers are counted too, under a name of our own in place of the `sub`. */
export type CountedAttempt = LimitedAttempt | 'signInOfStranger'

export interface AttemptStore {
  find(userPoolId: string, sub: string, kind: CountedAttempt): Promise<AttemptWindow | undefined>
  /**
   * As {@link find}, and holds the window against other transactions until this one ends, even one that nothing was
   * counted in yet: only within a transaction.
   */
  lock(userPoolId: string, sub: string, kind: CountedAttempt): Promise<AttemptWindow | undefined>
  save(userPoolId: string, sub: string, kind: CountedAttempt, window: AttemptWindow): Promise<void>
  /** Forgets windows that opened before. */
  deleteOlder(before: Instant): Promise<number>
}
