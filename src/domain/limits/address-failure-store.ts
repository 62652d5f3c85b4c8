import type { Instant } from '../../kernel/clock.ts'

/** The wrong guesses of an address until an instant, at which the count starts anew. */
export interface FailureWindow {
  readonly endsAt: Instant
  readonly failures: number
}

/** How often each network address has guessed wrong. */
export interface AddressFailureStore {
  /** Counts a failure, in a window that ends at `endsAt` if the address has none that lasts. */
  count(address: string, now: Instant, endsAt: Instant): Promise<FailureWindow>
  /** Forgets windows that have ended. Answers how many. */
  deleteEnded(now: Instant): Promise<number>
}
