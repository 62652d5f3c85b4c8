import type { ServiceError } from '../../../contract/service-error.ts'
import type { Instant } from '../../../kernel/clock.ts'
import type { PoolKeys } from '../../credentials/pool-keys.ts'
import { attemptsLeft, countAttempt, type LimitedAttempt } from '../../limits/attempt-limits.ts'
import type { Stores } from '../../stores.ts'
import { strangerCounter, strangerName } from '../../strangers/stranger.ts'
import type { UserKey } from '../../users/user.ts'
import type { ClaimedUser } from './claimed-user.ts'

/** What attempts are counted by. Unknown users are limited like real ones, so that the limit reveals nothing. */
export function attemptKeyOf(poolKeys: PoolKeys, { pool, user, requested }: ClaimedUser): UserKey {
  if (user) return user
  const key = poolKeys('absent users', pool.id)
  return { userPoolId: pool.id, sub: strangerCounter(key, strangerName(key, pool.settings, requested)) }
}

/**
 * Counts an attempt, in a transaction that commits even if the attempt fails. Concurrent attempts with the same counter
 * wait for each other.
 * @param refusal for operations that do not declare LimitExceededException
 * @throws LimitExceededException
 */
export async function countTry(
  stores: Pick<Stores, 'attempts'>,
  { userPoolId, sub }: UserKey,
  kind: LimitedAttempt,
  now: Instant,
  refusal?: () => ServiceError,
): Promise<void> {
  const window = await stores.attempts.lock(userPoolId, sub, kind)
  await stores.attempts.save(userPoolId, sub, kind, countAttempt(kind, window, now, refusal))
}

/**
 * Counts an attempt unless those of this hour are used up, and returns whether it was counted. To be called inside a
 * transaction.
 */
export async function countIfLeft(
  stores: Pick<Stores, 'attempts'>,
  { userPoolId, sub }: UserKey,
  kind: LimitedAttempt,
  now: Instant,
): Promise<boolean> {
  const window = await stores.attempts.lock(userPoolId, sub, kind)
  if (window && attemptsLeft(kind, window, now) === 0) return false
  await stores.attempts.save(userPoolId, sub, kind, countAttempt(kind, window, now))
  return true
}

/** Takes back an attempt that was counted and turned out right. To be called inside a transaction. */
export async function giveTryBack(
  stores: Pick<Stores, 'attempts'>,
  { userPoolId, sub }: UserKey,
  kind: LimitedAttempt,
): Promise<void> {
  const window = await stores.attempts.lock(userPoolId, sub, kind)
  if (!window || window.attempts === 0) return
  await stores.attempts.save(userPoolId, sub, kind, { ...window, attempts: window.attempts - 1 })
}

/**
 * Checks that another attempt would be allowed, and counts none. To be called inside a transaction; rivals wait for it.
 * @throws LimitExceededException, or `refusal`
 */
export async function assertTryLeft(
  stores: Pick<Stores, 'attempts'>,
  { userPoolId, sub }: UserKey,
  kind: LimitedAttempt,
  now: Instant,
  refusal?: () => ServiceError,
): Promise<void> {
  countAttempt(kind, await stores.attempts.lock(userPoolId, sub, kind), now, refusal)
}
