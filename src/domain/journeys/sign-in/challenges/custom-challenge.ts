import { noteFailure } from '../../../auth-events/assess-risk.ts'
import { tooManyRequests } from '../../../limits/limit-errors.ts'
import type { RequestContext } from '../../../requests/request-context.ts'
import { strangerCounter } from '../../../strangers/stranger.ts'
import { callVerifyAuthChallenge } from '../../../triggers/verify-auth-challenge.ts'
import type { UserKey } from '../../../users/user.ts'
import { countTry, giveTryBack } from '../../shared/count-try.ts'
import { parameterMissing, requiredParameter } from '../../shared/required-parameters.ts'
import { assertDeviceKnown } from '../choice/assert-device-known.ts'
import { claimantSub } from '../choice/first-step.ts'
import { identifyNamed, type NamedClaimant } from '../claimant.ts'
import { customFunctionsOf } from '../custom/custom-functions.ts'
import { customSignIn, nextRound } from '../custom/next-round.ts'
import { recordingRefusal } from '../guard/record-refusal.ts'
import { accepted, invalidSession, type Progress, sessionUsedBefore } from '../progress.ts'
import { assertHolding } from '../resume.ts'
import type { PresentedStep, ProvenStep, SignInStep } from '../sign-in.ts'
import type { Challenge } from './challenge.ts'

const NAME = 'CUSTOM_CHALLENGE'

/** CUSTOM_CHALLENGE: the pool's functions make the challenge, look at the answer and decide what follows. */
export const customChallenge: Challenge = { present: byFunctions, answer }

/**
 * AWS: a wrong answer is no error; the functions decide. The session is spent and the answer counted before it is checked,
 * so that concurrent and wrong answers are limited whatever the functions do. A right answer is then no longer counted.
 */
async function answer(context: RequestContext, step: SignInStep): Promise<PresentedStep | ProvenStep> {
  const { storage, now } = context
  const { pool, parameters, guard } = step
  const requested = requiredParameter('USERNAME', parameters.USERNAME)
  const sent = parameters.ANSWER // AWS: may be empty
  if (sent === undefined) throw parameterMissing('ANSWER')
  requiredParameter('Session', step.session)
  const claimant = await identifyNamed(context, step, requested)
  const progress = await openRounds(context, step, claimant)
  const { verify } = customFunctionsOf(pool)
  const { rounds, presented } = (await storage.stores.customRounds.find(progress.rounds ?? '')) ?? {}
  if (!rounds || !presented) throw invalidSession()

  await assertDeviceKnown(context, step, claimant)
  const attemptKey = attemptKeyOf(context, claimant)
  await storage.bookkeeping(async (stores) => {
    if (!(await stores.consumedTokens.consume(progress))) throw sessionUsedBefore()
    await countTry(stores, attemptKey, 'customChallenge', now, tooManyRequests)
  })
  const signIn = customSignIn(step, claimant, rounds)
  const isRight = await recordingRefusal(context, guard, { claimant }, () =>
    callVerifyAuthChallenge(context, pool, verify, signIn, presented, sent),
  )
  if (isRight) await storage.bookkeeping((stores) => giveTryBack(stores, attemptKey, 'customChallenge'))
  else if (guard) await storage.bookkeeping((stores) => noteFailure(stores, guard, pool.id, now))
  const round = { challengeName: NAME, challengeResult: isRight, challengeMetadata: presented.metadata }
  return nextRound(context, step, {
    claimant,
    proofs: progress.proofs,
    rounds: [...rounds, round],
    begins: false,
  })
}

/**
 * What the session holds. Of a stranger, and of a user of whom nothing is proven yet, it only says whose it is.
 * @throws NotAuthorizedException unless it was presented to this claimant, is unspent, and what was proven still holds
 */
async function openRounds(
  context: RequestContext,
  step: SignInStep,
  claimant: NamedClaimant,
): Promise<Progress> {
  requiredParameter('Session', step.session)
  const progress = accepted(step.progress, context.now, NAME)
  if (progress.sub !== claimantSub(context, claimant)) throw invalidSession()
  if (await context.storage.stores.consumedTokens.isConsumed(progress)) throw sessionUsedBefore()
  if (progress.proofs.length > 0) assertHolding(progress.proofs, claimant)
  return progress
}

function attemptKeyOf({ poolKeys }: RequestContext, { user, userPoolId, name }: NamedClaimant): UserKey {
  if (user) return user
  return { userPoolId, sub: strangerCounter(poolKeys('absent users', userPoolId), name) }
}

/** It comes from the functions, which may want tokens or nothing instead. */
function byFunctions(): never {
  throw new Error('the functions present this challenge')
}
