import type { ChallengeNameType } from '../../../contract/generated/types.ts'
import type { StoredPassword } from '../../credentials/stored-password.ts'
import type { RequestContext } from '../../requests/request-context.ts'
import type { Stores } from '../../stores.ts'
import { assertMayHoldTokens } from '../../users/may-hold-tokens.ts'
import type { User } from '../../users/user.ts'
import { requiredParameter } from '../shared/required-parameters.ts'
import type { Claimant } from './claimant.ts'
import { invalidSession, openProgress, type Progress, sessionUsedBefore } from './progress.ts'
import type { SignInStep } from './sign-in.ts'

/** A sign-in that goes on with the session of a challenge. */
export interface ResumedSignIn {
  readonly progress: Progress
  readonly user: User
  /** Undefined for a user without one. */
  readonly password: StoredPassword | undefined
}

/**
 * The sign-in that the step's session stands for.
 * @throws NotAuthorizedException unless the session was presented to this user with this challenge, is unspent, and
 * what was proven still holds
 */
export async function resume(
  { storage, poolKeys, now }: RequestContext,
  { client, session: text }: SignInStep,
  challenge: ChallengeNameType,
  { user, password }: Claimant,
): Promise<ResumedSignIn> {
  const key = poolKeys('challenge sessions', client.userPoolId)
  const progress = openProgress(key, requiredParameter('Session', text), client, challenge, now)
  if (user?.sub !== progress.sub) throw invalidSession()
  if (await storage.stores.consumedTokens.isConsumed(progress)) throw sessionUsedBefore()
  return holding(progress, user, password)
}

/**
 * Spends the session within the transaction that the answer ends with: of rivals one goes on. Returns user and password
 * as they are now, and holds them.
 */
export async function spendSession(
  stores: Stores,
  { progress, user: { userPoolId, sub } }: ResumedSignIn,
): Promise<ResumedSignIn> {
  if (!(await stores.consumedTokens.consume(progress))) throw sessionUsedBefore()
  const user = await stores.users.lock(userPoolId, sub)
  const { password } = await stores.credentials.lock(userPoolId, sub)
  return holding(progress, user, password)
}

function holding(
  progress: Progress,
  user: User | undefined,
  password: StoredPassword | undefined,
): ResumedSignIn {
  const holds = progress.proofs.every(
    (proof) => !('revision' in proof) || proof.revision === password?.revision,
  )
  if (!user || !holds) throw invalidSession()
  assertMayHoldTokens(user)
  return { progress, user, password }
}
