import type { ChallengeNameType } from '../../../contract/generated/types.ts'
import type { RequestContext } from '../../requests/request-context.ts'
import type { Initiator } from './auth-flows.ts'
import { CHALLENGES } from './challenges/challenges.ts'
import { roundsAfter } from './custom/rounds-after.ts'
import { guardStep, PROVES } from './guard/guard-step.ts'
import { withCarriedLevels } from './levels/asked-levels.ts'
import { proceed } from './proceed.ts'
import { withProgress } from './session/with-progress.ts'
import type { SignInOutcome, SignInStep } from './sign-in.ts'

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
  const guarded = {
    flow: challenge === 'CUSTOM_CHALLENGE' ? 'custom' : 'standard',
    initiator,
    proves: PROVES[challenge],
    answers: challenge,
  } as const
  return guardStep(context, withCarriedLevels(withProgress(context, step)), guarded, async (it) => {
    const answered = await CHALLENGES[challenge].answer(context, it)
    if ('challenge' in answered) return answered
    const rounds = await roundsAfter(context, it, challenge, answered)
    return proceed(context, it, { ...answered, rounds })
  })
}
