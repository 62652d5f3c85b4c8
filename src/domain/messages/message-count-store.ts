import type { Instant } from '../../kernel/clock.ts'

/** How many messages each subject (a user, a recipient, a source address) has had in its window. */
export interface MessageCountStore {
  /**
   * Counts one message, in a window that ends at `endsAt` if the subject has none that lasts. Returns when the window
   * ends in which it was counted, or undefined if `most` are counted there already.
   */
  take(subject: string, most: number, now: Instant, endsAt: Instant): Promise<Instant | undefined>
  /** Uncounts a message, if its window still lasts. */
  giveBack(subject: string, windowEndsAt: Instant): Promise<void>
  /** Forgets windows that have ended. Returns how many. */
  deleteEnded(now: Instant): Promise<number>
}
