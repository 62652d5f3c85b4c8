import type { Instant } from '../../kernel/clock.ts'

/** How far a move got: kept in the transaction that did the last part of it. */
export interface MoveStore {
  /** A text of the mover's own. */
  position(moveId: string): Promise<string | undefined>
  setPosition(moveId: string, position: string, now: Instant): Promise<void>
  forget(moveId: string): Promise<void>
  /** The ids of all pools of all regions, in order. */
  userPoolIds(): Promise<readonly string[]>
}
