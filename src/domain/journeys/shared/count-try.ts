import type { Instant } from '../../../kernel/clock.ts'
import type { PoolKeys } from '../../credentials/pool-keys.ts'
import { countAttempt, type LimitedAttempt } from '../../limits/attempt-limits.ts'
import type { Stores } from '../../stores.ts'
import { strangerCounter, strangerName } from '../../strangers/stranger.ts'
import type { User } from '../../users/user.ts'
import type { ClaimedUser } from './claimed-user.ts'

/** Under what tries are counted: a user, or in place of the `sub` what stands for a stranger. */
export type Trier = Pick<User, 'userPoolId' | 'sub'>

/** Somebody who doesn't exist is limited as users are, so that the limit tells nothing. */
export function trierOf(poolKeys: PoolKeys, { pool, user, requested }: ClaimedUser): Trier {
  if (user) return user
  const key = poolKeys('absent users', pool.id)
  return { userPoolId: pool.id, sub: strangerCounter(key, strangerName(key, pool.settings, requested)) }
}

/**
 * Counts a try, in a transaction that ends well even if the try fails. Tries of one user, and of strangers who share a
 * counter, wait for each other.
 * @throws LimitExceededException
 */
export async function countTry(
  stores: Pick<Stores, 'attempts'>,
  { userPoolId, sub }: Trier,
  kind: LimitedAttempt,
  now: Instant,
): Promise<void> {
  const window = await stores.attempts.lock(userPoolId, sub, kind)
  await stores.attempts.save(userPoolId, sub, kind, countAttempt(kind, window, now))
}
