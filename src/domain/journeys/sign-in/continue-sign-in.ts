import type { StoredPassword } from '../../credentials/stored-password.ts'
import type { RequestContext } from '../../requests/request-context.ts'
import type { Stores } from '../../stores.ts'
import { assertMayHoldTokens } from '../../users/may-hold-tokens.ts'
import type { User } from '../../users/user.ts'
import { requiredParameter } from '../shared/required-parameters.ts'
import {
  type ChallengeSession,
  invalidSession,
  openChallengeSession,
  sessionUsedBefore,
} from './challenge-session.ts'
import type { Claimant } from './claimant.ts'
import type { PresentedChallengeName, SignInStep } from './sign-in.ts'

/** A sign-in that goes on with the session of a challenge. */
export interface ContinuedSignIn {
  readonly session: ChallengeSession
  readonly user: User
  readonly password: StoredPassword
}

/**
 * The sign-in that the step's session stands for.
 * @throws NotAuthorizedException unless the session was presented to this user with this challenge, is unspent, and
 * the user's password is still the one that was proven
 */
export async function continueSignIn(
  { storage, poolKeys, now }: RequestContext,
  { client, session: text }: SignInStep,
  challenge: PresentedChallengeName,
  { user, password }: Claimant,
): Promise<ContinuedSignIn> {
  const key = poolKeys('challenge sessions', client.userPoolId)
  const session = openChallengeSession(key, requiredParameter('Session', text), { client, challenge }, now)
  if (user?.sub !== session.sub) throw invalidSession()
  if (await storage.stores.consumedTokens.isConsumed(session)) throw sessionUsedBefore()
  return { session, ...holding(session, user, password) }
}

/**
 * Spends the session within the transaction that the answer ends with: of rivals one goes on. Answers user and
 * password as they are now, and holds them.
 */
export async function spendSession(
  stores: Stores,
  { session, user: { userPoolId, sub } }: ContinuedSignIn,
): Promise<ContinuedSignIn> {
  if (!(await stores.consumedTokens.consume(session))) throw sessionUsedBefore()
  const user = await stores.users.lock(userPoolId, sub)
  const { password } = await stores.credentials.lock(userPoolId, sub)
  return { session, ...holding(session, user, password) }
}

function holding(
  session: ChallengeSession,
  user: User | undefined,
  password: StoredPassword | undefined,
): { user: User; password: StoredPassword } {
  if (!user || password?.revision !== session.passwordRevision) throw invalidSession()
  assertMayHoldTokens(user)
  return { user, password }
}
