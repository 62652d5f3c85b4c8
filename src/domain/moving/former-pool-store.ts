import type { Instant } from '../../kernel/clock.ts'
import type { FormerPool } from './former-pool.ts'

export interface FormerPoolStore {
  /** Undefined for a pool that was not moved in, or whose link is ended. */
  find(userPoolId: string): Promise<FormerPool | undefined>
  /** Stores a link that is in use. */
  save(former: FormerPool): Promise<void>
  /** Takes a link out of use and keeps it. Returns whether there was one in use. */
  end(userPoolId: string, now: Instant): Promise<boolean>
  /** Takes an ended link into use again. Returns whether there was one. */
  reopen(userPoolId: string): Promise<boolean>
  /** Deletes a link, ended or not. Returns whether there was one. */
  delete(userPoolId: string): Promise<boolean>
  /** How many of the pool's own users have no password yet. Reads all of them. */
  countWithoutPassword(userPoolId: string): Promise<number>
}
