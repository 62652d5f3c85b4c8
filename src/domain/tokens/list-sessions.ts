import type { Instant } from '../../kernel/clock.ts'
import { MOST_SESSIONS } from '../sessions/open-token-session.ts'
import { invalidSessionPage } from '../sessions/session-errors.ts'
import type { TokenSession } from '../sessions/token-session.ts'
import type { Stores } from '../stores.ts'
import type { TokenFamily } from './token-family.ts'

export interface ListedSession {
  readonly family: TokenFamily
  readonly session: TokenSession
}

interface SessionOwner {
  readonly userPoolId: string
  readonly sub: string
}

/**
 * One page of the user's live sessions. Empty while the pool does not track sessions, even if it did before.
 * @throws InvalidParameterException for the token of another page
 */
export async function listSessions(
  stores: Pick<Stores, 'sessionConfigurations' | 'tokenFamilies'>,
  user: SessionOwner,
  page: string | undefined,
  now: Instant,
): Promise<readonly ListedSession[]> {
  if (page !== undefined) throw invalidSessionPage()
  const configuration = await stores.sessionConfigurations.ofPool(user.userPoolId)
  return configuration?.userSessionTracking === 'ENABLED' ? liveSessions(stores, user, now) : []
}

/** Like {@link listSessions}, but includes earlier sessions while the pool tracks none: they go on and can be ended. */
export async function liveSessions(
  stores: Pick<Stores, 'tokenFamilies'>,
  { userPoolId, sub }: SessionOwner,
  now: Instant,
): Promise<readonly ListedSession[]> {
  const families = await stores.tokenFamilies.listSessions(userPoolId, sub, now, MOST_SESSIONS)
  return families.flatMap((family) => (family.session ? [{ family, session: family.session }] : []))
}
