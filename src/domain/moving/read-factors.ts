import { type FormerFactors, type FormerUser, subOf } from './former-pool.ts'
import type { FormerPoolReader } from './former-pool-reader.ts'

/** Returns the factors of each user by `sub`. They are unknown for a user who is missing there. */
export type ReadFactors = (users: readonly FormerUser[]) => Promise<ReadonlyMap<string, FormerFactors>>

/**
 * Asks the former pool for the factors of one user after the other. Stops for good when it refuses: the credentials may
 * lack the permission.
 */
export function factorReader(
  former: Pick<FormerPoolReader, 'secondFactors'>,
  isWanted: boolean,
): ReadFactors {
  let mayAsk = isWanted
  return async (users) => {
    const known = new Map<string, FormerFactors>()
    for (const user of users) {
      if (!mayAsk) break
      try {
        known.set(subOf(user), await former.secondFactors(user.username))
      } catch (error) {
        if (!(error instanceof Error) || error.name !== 'UserNotFoundException') mayAsk = false
      }
    }
    return known
  }
}
