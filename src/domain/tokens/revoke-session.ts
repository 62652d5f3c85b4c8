import type { Instant } from '../../kernel/clock.ts'
import { ownSession, sessionNotFound } from '../sessions/session-errors.ts'
import type { Stores } from '../stores.ts'
import { liveSessions } from './list-sessions.ts'

export interface SessionRevocation {
  readonly user: { readonly userPoolId: string; readonly sub: string }
  readonly sessionId: string
  /** The family of the caller's own access token; undefined if an administrator calls. */
  readonly callingFamilyId?: string | undefined
}

/**
 * Ends one session of a user together with its tokens.
 * @throws ResourceNotFoundException, or InvalidParameterException for the caller's own session
 */
export async function revokeSession(
  stores: Pick<Stores, 'tokenFamilies'>,
  { user, sessionId, callingFamilyId }: SessionRevocation,
  now: Instant,
): Promise<void> {
  const sessions = await liveSessions(stores, user, now)
  const listed = sessions.find(({ session }) => session.id === sessionId)
  if (!listed) throw sessionNotFound(sessionId)
  if (listed.family.id === callingFamilyId) throw ownSession()
  await stores.tokenFamilies.signOut(listed.family.id, now)
}
