import { EVENTS_KEPT } from '../domain/auth-events/auth-event.ts'
import type { RequestContext } from '../domain/requests/request-context.ts'
import type { Stores } from '../domain/stores.ts'
import { DAY, HOUR, type Instant, SECOND } from '../kernel/clock.ts'

/** How long after its end a token family is kept: access tokens made with it live for a day at most. */
const FAMILY_KEPT = DAY
/** How long an expired code is still distinguished from a wrong one. */
const CODE_KEPT = DAY
/** How long after its end the second use of a code still ends the tokens that it gave. */
const SPENT_CODE_KEPT = DAY
/** Windows of attempts count for an hour, locks for less. */
const WINDOW_KEPT = 2 * HOUR
/** Messages of the inbox, and those that were given up. */
const MESSAGES_KEPT = 7 * DAY
/** The second of a node whose clock is behind is not over yet. */
const LEASE_KEPT = 10 * SECOND

/** {@link purgeExpired}, as work that the server starts itself. */
export function purge({ storage, now }: RequestContext): Promise<void> {
  return purgeExpired(storage.stores, now)
}

/** Deletes what has ended and can have no effect any more. Any number of nodes may do so at once. */
export async function purgeExpired(stores: Stores, now: Instant): Promise<void> {
  await stores.consumedTokens.deleteExpired(now)
  await stores.customRounds.deleteExpired(now)
  await stores.verificationCodes.deleteExpired(now - CODE_KEPT)
  await stores.passkeyRegistrations.deleteExpired(now)
  await stores.authorizationCodes.deleteExpired(now - SPENT_CODE_KEPT)
  await stores.browserSessions.deleteExpired(now)
  await stores.principals.deleteExpiredAccessKeys(now)
  await stores.tokenFamilies.deleteExpired(now - FAMILY_KEPT)
  await stores.attempts.deleteOlder(now - WINDOW_KEPT)
  await stores.addressFailures.deleteEnded(now)
  await stores.messageCounts.deleteEnded(now)
  await stores.inbox.deleteOlder(now - MESSAGES_KEPT)
  await stores.outbox.deleteFailedBefore(now - MESSAGES_KEPT)
  await stores.authEvents.deleteBefore(now - EVENTS_KEPT)
  await stores.requestRates.deleteBefore(Math.floor((now - LEASE_KEPT) / SECOND))
}
