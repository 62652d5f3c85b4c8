import type { ServiceError } from '../../../contract/service-error.ts'
import type { CredentialState } from '../../credentials/credential-store.ts'
import type { SignInFailures } from '../../limits/sign-in-lockout.ts'
import type { RequestContext } from '../../requests/request-context.ts'
import type { Stores } from '../../stores.ts'
import { assertMayHoldTokens } from '../../users/may-hold-tokens.ts'
import type { User, UserKey } from '../../users/user.ts'
import { requiredParameter } from '../shared/required-parameters.ts'
import type { NamedClaimant } from './claimant.ts'
import { arePasskeysKept } from './passkey-proof.ts'
import {
  accepted,
  invalidSession,
  type Progress,
  type Proof,
  type SessionStep,
  sessionUsedBefore,
} from './progress.ts'
import type { ProvenStep, SignInStep } from './sign-in.ts'

/** A sign-in that goes on with the session of a challenge. */
export interface ResumedSignIn extends Holding {
  readonly progress: Progress
}

/** A user of whom what was proven still holds. */
interface Holding {
  readonly user: User
  readonly failures: SignInFailures | undefined
}

/**
 * The sign-in that the step's session stands for.
 * @throws NotAuthorizedException unless the session was presented to this user for this step, is unspent, and what was
 * proven still holds
 * @param otherStep what a session for another step is refused with
 */
export async function resume(
  context: RequestContext,
  { session, progress: opened }: Pick<SignInStep, 'session' | 'progress'>,
  next: SessionStep,
  { user, passwordRevision, failures }: Pick<NamedClaimant, 'user' | 'passwordRevision' | 'failures'>,
  otherStep: (accepts: Progress['accepts']) => ServiceError = invalidSession,
): Promise<ResumedSignIn> {
  requiredParameter('Session', session)
  const progress = accepted(opened, context.now, next, otherStep)
  if (user?.sub !== progress.sub) throw invalidSession()
  if (await context.storage.stores.consumedTokens.isConsumed(progress)) throw sessionUsedBefore()
  return { progress, ...holding(progress.proofs, user, { passwordRevision, failures }) }
}

/**
 * Spends the session within the transaction that the answer ends with: of rivals one goes on. Returns the user as
 * they are now, and holds them and their credentials.
 */
export async function spendSession(
  stores: Stores,
  { progress, user: { userPoolId, sub } }: ResumedSignIn,
): Promise<ResumedSignIn> {
  if (!(await stores.consumedTokens.consume(progress))) throw sessionUsedBefore()
  return { progress, ...(await lockHolding(stores, progress.proofs, { userPoolId, sub })) }
}

/**
 * Looks again, under lock, whether what was proven still holds. Returns the user as they are now.
 * @throws NotAuthorizedException unless it does
 */
async function lockHolding(
  stores: Stores,
  proofs: readonly Proof[],
  { userPoolId, sub }: UserKey,
): Promise<Holding> {
  const held = await stores.credentials.lockWithUser(userPoolId, sub)
  if (!held || !(await arePasskeysKept(stores, proofs, held.user))) throw invalidSession()
  return holding(proofs, held.user, held.state)
}

/** The step of an answer that proves nothing more: it only spends the session. */
export function goingOn(signIn: ResumedSignIn): ProvenStep {
  const { proofs } = signIn.progress
  return {
    user: signIn.user,
    proofs,
    async settle(stores) {
      const { user, failures } = await spendSession(stores, signIn)
      return { proofs, failures, mfa: user.mfa }
    },
  }
}

/** The step of a user of whom all this is proven, and nothing has to be spent: it only looks again whether it still holds. */
export function stillHolding(user: User, proofs: readonly Proof[]): ProvenStep {
  return {
    user,
    proofs,
    async settle(stores) {
      const held = await lockHolding(stores, proofs, user)
      return { proofs, failures: held.failures, mfa: held.user.mfa }
    },
  }
}

/** @throws NotAuthorizedException unless what was proven still holds */
export function assertHolding(
  proofs: readonly Proof[],
  { user, passwordRevision, failures }: Pick<NamedClaimant, 'user' | 'passwordRevision' | 'failures'>,
): void {
  holding(proofs, user, { passwordRevision, failures })
}

function holding(
  proofs: readonly Proof[],
  user: User | undefined,
  { passwordRevision, failures }: CredentialState,
): Holding {
  const holds = proofs.every((proof) => !('revision' in proof) || proof.revision === passwordRevision)
  if (!user || !holds) throw invalidSession()
  assertMayHoldTokens(user)
  return { user, failures }
}
