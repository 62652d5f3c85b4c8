import type { FormerPool } from './former-pool.ts'

export interface FormerPoolStore {
  /** Undefined for a pool that was not moved in, or whose move is finished. */
  find(userPoolId: string): Promise<FormerPool | undefined>
  save(former: FormerPool): Promise<void>
  /** Answers whether there was a link. */
  delete(userPoolId: string): Promise<boolean>
  /** How many of the pool's own users have no password yet. Reads all of them. */
  countWithoutPassword(userPoolId: string): Promise<number>
}
