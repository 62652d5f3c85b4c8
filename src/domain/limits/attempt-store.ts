import type { AttemptWindow, LimitedAttempt } from './attempt-limits.ts'

export interface AttemptStore {
  /** The user's window of this kind, held against other transactions until this one ends. */
  lock(userPoolId: string, sub: string, kind: LimitedAttempt): Promise<AttemptWindow | undefined>
  save(userPoolId: string, sub: string, kind: LimitedAttempt, window: AttemptWindow): Promise<void>
}
