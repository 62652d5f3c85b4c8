import type { Instant } from '../../kernel/clock.ts'
import type { TrackedSession } from '../browser-sessions/browser-session-store.ts'
import { MOST_SESSIONS } from '../sessions/open-token-session.ts'
import { isTracking } from '../sessions/session-configuration.ts'
import { invalidSessionPage } from '../sessions/session-errors.ts'
import type { SsoSession, TokenSession } from '../sessions/token-session.ts'
import type { Stores } from '../stores.ts'
import type { TokenFamily } from '../tokens/token-family.ts'
import type { UserKey } from '../users/user.ts'
import { trackedSessions } from './tracked-sessions.ts'

/** A tracked session: of a sign-in's tokens, or of a browser in which the user has signed in. */
export type ListedSession =
  | { readonly type: 'TOKEN'; readonly session: TokenSession; readonly family: TokenFamily }
  | { readonly type: 'SSO'; readonly session: SsoSession; readonly browser: TrackedSession }

type SessionStores = Pick<Stores, 'browserSessions' | 'credentials' | 'tokenFamilies'>

/**
 * One page of the user's live sessions. Empty while the pool does not track sessions, even if it did before.
 * @throws InvalidParameterException for the token of another page
 */
export async function listSessions(
  stores: SessionStores & Pick<Stores, 'sessionConfigurations'>,
  user: UserKey,
  page: string | undefined,
  now: Instant,
): Promise<readonly ListedSession[]> {
  if (page !== undefined) throw invalidSessionPage()
  const configuration = await stores.sessionConfigurations.ofPool(user.userPoolId)
  return isTracking(configuration) ? liveSessions(stores, user, now) : []
}

/**
 * Like {@link listSessions}, but includes earlier sessions while the pool tracks none: they go on and can be ended. The
 * most recently active come first. Each type has a limit of its own: otherwise many sessions of browsers could hide one of
 * tokens, which could not be ended then.
 */
export async function liveSessions(
  stores: SessionStores,
  user: UserKey,
  now: Instant,
): Promise<readonly ListedSession[]> {
  const families = await stores.tokenFamilies.listSessions(user.userPoolId, user.sub, now, MOST_SESSIONS)
  const browsers = await trackedSessions(stores, user, now, MOST_SESSIONS)
  const listed: ListedSession[] = []
  for (const family of families) {
    if (family.session) listed.push({ type: 'TOKEN', session: family.session, family })
  }
  for (const browser of browsers) listed.push({ type: 'SSO', session: browser.sso, browser })
  return listed.sort((one, other) => other.session.lastActiveAt - one.session.lastActiveAt)
}
