import type { Instant } from '../../kernel/clock.ts'
import type { Entropy } from '../../kernel/entropy.ts'
import type { Stores } from '../stores.ts'
import type { UserKey } from '../users/user.ts'
import type { RequestOrigin } from './request-origin.ts'
import { isTracking, type PoolSessionConfiguration } from './session-configuration.ts'
import { newTokenSession, type TokenSession } from './token-session.ts'

/** AWS: a user never has more sessions than this: the largest limit is 100. */
export const MOST_SESSIONS = 125

interface SessionRequest {
  readonly origin: RequestOrigin
  readonly entropy: Entropy
  readonly now: Instant
}

/**
 * The session of a new sign-in, or undefined if the pool tracks none. AWS: at the limit, the user's least recently used
 * sessions end.
 * @param originSessionId the id of the SSO session that the sign-in came through
 */
export async function openTokenSession(
  stores: Pick<Stores, 'tokenFamilies' | 'users'>,
  { userPoolId, sub }: UserKey,
  configuration: PoolSessionConfiguration | undefined,
  { origin, entropy, now }: SessionRequest,
  originSessionId: string | undefined,
): Promise<TokenSession | undefined> {
  if (!configuration || !isTracking(configuration)) return undefined
  await stores.users.lock(userPoolId, sub) // two sign-ins at once would both count as the last one allowed
  const open = await stores.tokenFamilies.listSessions(userPoolId, sub, now, MOST_SESSIONS)
  for (const family of open.slice(configuration.maxPerUser - 1)) {
    await stores.tokenFamilies.signOut(family.id, now)
  }
  return newTokenSession(entropy, origin, now, originSessionId)
}
