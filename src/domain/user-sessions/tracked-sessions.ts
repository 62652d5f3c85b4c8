import type { Instant } from '../../kernel/clock.ts'
import type { TrackedSession } from '../browser-sessions/browser-session-store.ts'
import type { Stores } from '../stores.ts'
import type { UserKey } from '../users/user.ts'

/**
 * The tracked browser sessions of a user that have not ended, the most recently active first: not those of another
 * password or of a device that was forgotten.
 */
export async function trackedSessions(
  { browserSessions, credentials }: Pick<Stores, 'browserSessions' | 'credentials'>,
  user: UserKey,
  now: Instant,
  limit: number,
): Promise<readonly TrackedSession[]> {
  const stored = await browserSessions.listTracked(user, now, limit)
  if (stored.length === 0) return stored
  const { passwordRevision } = await credentials.findState(user.userPoolId, user.sub)
  return stored.filter((session) => session.passwordRevision === passwordRevision)
}
