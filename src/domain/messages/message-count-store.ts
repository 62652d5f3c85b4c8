import type { Instant } from '../../kernel/clock.ts'

/** Counts the messages of each subject (a user, a recipient, a source address) in its current window. */
export interface MessageCountStore {
  /**
   * Counts one message in the subject's current window, or in a new one that ends at `endsAt`. Returns when that window
   * ends, or undefined if it already holds `most` messages.
   */
  take(subject: string, most: number, now: Instant, endsAt: Instant): Promise<Instant | undefined>
  /** Uncounts a message if its window has not ended. */
  giveBack(subject: string, windowEndsAt: Instant): Promise<void>
  /** Deletes windows that have ended. Returns how many. */
  deleteEnded(now: Instant): Promise<number>
}
