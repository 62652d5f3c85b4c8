import type { Instant } from '../../kernel/clock.ts'
import { ownSession, sessionNotFound } from '../sessions/session-errors.ts'
import type { Stores } from '../stores.ts'
import type { UserKey } from '../users/user.ts'
import { liveSessions } from './list-sessions.ts'

export interface SessionRevocation {
  readonly user: UserKey
  readonly sessionId: string
  /**
   * Whether those that are linked end as well: the SSO session that a token session came through, or the token sessions
   * that came through an SSO session.
   */
  readonly isLinked: boolean
  /** The family of the caller's own access token; undefined if an administrator calls. */
  readonly callingFamilyId?: string | undefined
}

/**
 * Ends one session of a user: a token session together with its tokens, or the session of a browser.
 * @throws ResourceNotFoundException, or InvalidParameterException for the caller's own session
 */
export async function revokeSession(
  stores: Pick<Stores, 'authorizationCodes' | 'browserSessions' | 'credentials' | 'tokenFamilies' | 'users'>,
  { user, sessionId, isLinked, callingFamilyId }: SessionRevocation,
  now: Instant,
): Promise<void> {
  const { browserSessions, tokenFamilies } = stores
  await stores.users.lock(user.userPoolId, user.sub) // a code that is redeemed meanwhile would escape
  const sessions = await liveSessions(stores, user, now)
  const listed = sessions.find(({ session }) => session.id === sessionId)
  if (!listed) throw sessionNotFound(sessionId)
  if (listed.type === 'SSO') {
    if (isLinked) {
      await stores.authorizationCodes.deleteUnspent(user)
      await tokenFamilies.signOutOfSso(user.userPoolId, user.sub, sessionId, now)
    }
    await browserSessions.endTracked(user, sessionId)
    return
  }
  const { family, session } = listed
  if (family.id === callingFamilyId) throw ownSession()
  await tokenFamilies.signOut(family.id, now)
  if (isLinked && session.originSessionId !== undefined) {
    await browserSessions.endTracked(user, session.originSessionId)
  }
}
