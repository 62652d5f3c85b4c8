import type { Instant } from '../../kernel/clock.ts'
import type { Entropy } from '../../kernel/entropy.ts'
import { openTokenSession } from '../sessions/open-token-session.ts'
import type { RequestOrigin } from '../sessions/request-origin.ts'
import type { PoolSessionConfiguration } from '../sessions/session-configuration.ts'
import type { Stores } from '../stores.ts'
import type { TokenFamily } from './token-family.ts'

export interface SignInRequest {
  readonly origin: RequestOrigin
  readonly entropy: Entropy
  readonly now: Instant
}

/**
 * Stores what a sign-in issued, in the transaction that ends it. Opens a session if the pool tracks sessions.
 * @param originSessionId the id of the SSO session that the sign-in came through
 */
export async function keepTokens(
  stores: Pick<Stores, 'browserSessions' | 'tokenFamilies' | 'users'>,
  family: TokenFamily,
  configuration: PoolSessionConfiguration | undefined,
  request: SignInRequest,
  originSessionId?: string,
): Promise<void> {
  const session = await openTokenSession(stores, family, configuration, request, originSessionId)
  await stores.tokenFamilies.insert(session ? { ...family, session } : family)
  if (session?.originSessionId !== undefined) {
    await stores.browserSessions.noteActivity(family, session.originSessionId, request.now)
  }
}
