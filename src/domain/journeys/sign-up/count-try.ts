import { createHmac } from 'node:crypto'
import type { Instant } from '../../../kernel/clock.ts'
import type { PoolKeys } from '../../credentials/pool-keys.ts'
import { countAttempt, type LimitedAttempt } from '../../limits/attempt-limits.ts'
import type { Stores } from '../../stores.ts'
import type { User } from '../../users/user.ts'
import { canonicalName } from '../../users/username-rules.ts'
import type { ClaimedUser } from './claimed-user.ts'

/**
 * Counts a try of a user, in a transaction that ends well even if the try fails. Tries of one user wait for each
 * other.
 * @throws LimitExceededException
 */
export async function countTry(
  stores: Pick<Stores, 'attempts' | 'users'>,
  { userPoolId, sub }: Pick<User, 'userPoolId' | 'sub'>,
  kind: LimitedAttempt,
  now: Instant,
): Promise<void> {
  await stores.users.lock(userPoolId, sub) // the window may not have a row yet that could be locked
  await count(stores, userPoolId, sub, kind, now)
}

/** As {@link countTry}; somebody who doesn't exist is limited as users are, so that the limit tells nothing. */
export async function countTryOf(
  stores: Pick<Stores, 'attempts' | 'users'>,
  poolKeys: PoolKeys,
  claimed: ClaimedUser,
  kind: LimitedAttempt,
  now: Instant,
): Promise<void> {
  if (claimed.user) return countTry(stores, claimed.user, kind, now)
  return count(stores, claimed.pool.id, strangerOf(poolKeys, claimed), kind, now)
}

async function count(
  stores: Pick<Stores, 'attempts'>,
  userPoolId: string,
  sub: string,
  kind: LimitedAttempt,
  now: Instant,
): Promise<void> {
  const window = await stores.attempts.lock(userPoolId, sub, kind)
  await stores.attempts.save(userPoolId, sub, kind, countAttempt(kind, window, now))
}

/** Made-up names are without number: they share 65,536 counters, and nobody can foresee which names share one. */
export function strangerOf(poolKeys: PoolKeys, { pool, requested }: ClaimedUser): string {
  const name = canonicalName(pool.settings, requested)
  const digest = createHmac('sha256', poolKeys('absent users', pool.id)).update(`tries ${name}`).digest('hex')
  return `stranger-${digest.slice(0, 4)}`
}
