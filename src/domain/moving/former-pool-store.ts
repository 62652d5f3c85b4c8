import type { Instant } from '../../kernel/clock.ts'
import type { FormerPool } from './former-pool.ts'

export interface FormerPoolStore {
  /** Undefined for a pool that was not moved in, or whose link has ended. */
  find(userPoolId: string): Promise<FormerPool | undefined>
  /** Stores an active link. */
  save(former: FormerPool): Promise<void>
  /** Ends a link and keeps it. Returns whether there was an active one. */
  end(userPoolId: string, now: Instant): Promise<boolean>
  /** Makes an ended link active again. Returns whether there was one. */
  reopen(userPoolId: string): Promise<boolean>
  /** Deletes a link, active or ended. Returns whether there was one. */
  delete(userPoolId: string): Promise<boolean>
  /** Counts the pool's local users that have no password yet. Reads all of them. */
  countWithoutPassword(userPoolId: string): Promise<number>
}
