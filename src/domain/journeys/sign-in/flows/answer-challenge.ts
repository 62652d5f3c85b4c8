import type { ChallengeNameType } from '../../../../contract/generated/types.ts'
import type { RequestContext } from '../../../requests/request-context.ts'
import type { GuardedFlow } from '../../../threat-protection/threat-protection-mode.ts'
import { withCarriedLevels } from '../asked-levels.ts'
import type { Initiator } from '../auth-flows.ts'
import { CHALLENGES } from '../challenges/challenges.ts'
import { isFirstStep } from '../choice/first-step.ts'
import { roundsAfter } from '../custom/rounds-after.ts'
import { guardStep, PROVES } from '../guard/guard-step.ts'
import { withProgress } from '../session/with-progress.ts'
import type { SignInOutcome, SignInStep } from '../sign-in.ts'
import { proceed } from './proceed.ts'

/**
 * RespondToAuthChallenge and AdminRespondToAuthChallenge. AWS: it makes no difference which of the two answers, nor which
 * of their counterparts began.
 */
export function answerChallenge(
  context: RequestContext,
  step: SignInStep,
  challenge: ChallengeNameType,
  initiator: Initiator,
): Promise<SignInOutcome> {
  const opened = withCarriedLevels(withProgress(context, step))
  const guarded = {
    flow: guardedFlow(challenge, opened),
    initiator,
    // The same challenge is a first factor or a second one.
    proves: challenge === 'EMAIL_OTP' && isFirstStep(opened) ? undefined : PROVES[challenge],
    answers: challenge,
  }
  return guardStep(context, opened, guarded, async (it) => {
    const answered = await CHALLENGES[challenge].answer(context, it)
    if ('challenge' in answered) return answered
    const rounds = await roundsAfter(context, it, challenge, answered)
    return proceed(context, it, rounds ? { ...answered, rounds } : answered)
  })
}

/** A sign-in by custom challenges carries its rounds; it has proofs once the password was a part of it. */
function guardedFlow(challenge: ChallengeNameType, { progress }: SignInStep): GuardedFlow {
  if (challenge !== 'CUSTOM_CHALLENGE') return progress?.rounds === undefined ? 'standard' : 'both'
  return progress && progress.proofs.length > 0 ? 'both' : 'custom'
}
