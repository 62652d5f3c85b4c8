import type { Instant } from '../../kernel/clock.ts'

/** How far a move has come. Saved in the same transaction as the work itself. */
export interface MoveStore {
  /** A text that only the mover interprets. */
  position(moveId: string): Promise<string | undefined>
  setPosition(moveId: string, position: string, now: Instant): Promise<void>
  forget(moveId: string): Promise<void>
  /** The ids of all pools in all regions, sorted. */
  userPoolIds(): Promise<readonly string[]>
}
