// The sessions of a sign-in by choice in which nothing is proven yet. Where users are hidden, strangers have them too, of
// the same form and length.
import type { ServiceError } from '../../../../contract/service-error.ts'
import type { RequestContext } from '../../../requests/request-context.ts'
import { tracedSub } from '../../../strangers/traced-sub.ts'
import { requiredParameter } from '../../shared/required-parameters.ts'
import type { NamedClaimant } from '../claimant.ts'
import {
  accepted,
  invalidSession,
  type NewProgress,
  type Progress,
  type SessionStep,
  sealProgress,
  sessionUsedBefore,
} from '../progress.ts'
import type { SignInStep } from '../sign-in.ts'

/** `Session` for the claimant. */
export function sealFirstStep(
  context: RequestContext,
  { client, levels }: Pick<SignInStep, 'client' | 'levels'>,
  claimant: NamedClaimant,
  content: Pick<NewProgress, 'accepts' | 'code' | 'rounds' | 'webAuthnChallenge'>,
): string {
  const progress = {
    sub: claimantSub(context, claimant),
    proofs: [],
    levels,
    ...content,
    username: claimant.name,
  }
  return sealProgress(context, client, progress)
}

/**
 * What the step's session holds.
 * @throws NotAuthorizedException unless it was presented to this claimant for this step, and is unspent
 * @param otherChallenge what a session that was presented with another challenge is refused with
 */
export async function openFirstStep(
  context: RequestContext,
  { session, progress: opened }: SignInStep,
  next: SessionStep,
  claimant: NamedClaimant,
  otherChallenge: (accepts: Progress['accepts']) => ServiceError = invalidSession,
): Promise<Progress> {
  requiredParameter('Session', session)
  const progress = accepted(opened, context.now, next, otherChallenge)
  if (progress.sub !== claimantSub(context, claimant) || progress.proofs.length > 0) throw invalidSession()
  if (await context.storage.stores.consumedTokens.isConsumed(progress)) throw sessionUsedBefore()
  return progress
}

/** Spends the session, whether the answer is right or wrong. Only one of concurrent requests goes on. */
export async function spendFirstStep({ storage }: RequestContext, progress: Progress): Promise<void> {
  const isFirst = await storage.bookkeeping((stores) => stores.consumedTokens.consume(progress))
  if (!isFirst) throw sessionUsedBefore()
}

/** Whether the step's session is one in which nothing is proven yet. It may still be invalid for other reasons. */
export function isFirstStep({ progress }: SignInStep): boolean {
  return progress?.proofs.length === 0
}

/** The `sub`, or the made-up one of a stranger. */
export function claimantSub(
  { poolKeys }: RequestContext,
  { userPoolId, name, user }: Pick<NamedClaimant, 'userPoolId' | 'name' | 'user'>,
): string {
  return user?.sub ?? tracedSub(poolKeys('absent users', userPoolId), name)
}
