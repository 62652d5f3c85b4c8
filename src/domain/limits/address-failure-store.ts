import type { Instant } from '../../kernel/clock.ts'

/** The number of wrong guesses from an address up to an instant, after which counting starts again. */
export interface FailureWindow {
  readonly endsAt: Instant
  readonly failures: number
}

/** Counts the wrong guesses from each network address. */
export interface AddressFailureStore {
  /** Counts a failure in the address's current window, or in a new one that ends at `endsAt`. */
  count(address: string, now: Instant, endsAt: Instant): Promise<FailureWindow>
  /** The failures in the address's current window. */
  failuresOf(address: string, now: Instant): Promise<number>
  /** Deletes windows that have ended. Returns how many. */
  deleteEnded(now: Instant): Promise<number>
}
