import type { Instant } from '../../kernel/clock.ts'
import type { Stores } from '../stores.ts'
import type { TokenFamily } from '../tokens/token-family.ts'
import { MOST_SESSIONS } from './open-token-session.ts'
import { invalidSessionPage } from './session-errors.ts'
import type { TokenSession } from './token-session.ts'

export interface ListedSession {
  readonly family: TokenFamily
  readonly session: TokenSession
}

/** The sessions of a user that are alive, on one page. InvalidParameterException for the token of another one. */
export async function listSessions(
  stores: Pick<Stores, 'tokenFamilies'>,
  { userPoolId, sub }: { readonly userPoolId: string; readonly sub: string },
  page: string | undefined,
  now: Instant,
): Promise<readonly ListedSession[]> {
  if (page !== undefined) throw invalidSessionPage()
  const families = await stores.tokenFamilies.listSessions(userPoolId, sub, now, MOST_SESSIONS)
  return families.flatMap((family) => (family.session ? [{ family, session: family.session }] : []))
}
