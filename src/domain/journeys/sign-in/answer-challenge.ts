import type { ChallengeNameType } from '../../../contract/generated/types.ts'
import type { RequestContext } from '../../requests/request-context.ts'
import { CHALLENGES } from './challenges/challenges.ts'
import { proceed } from './proceed.ts'
import type { SignInOutcome, SignInStep } from './sign-in.ts'

/**
 * RespondToAuthChallenge and AdminRespondToAuthChallenge. AWS: it makes no difference which of the two answers, nor which
 * of their counterparts began.
 */
export async function answerChallenge(
  context: RequestContext,
  step: SignInStep,
  challenge: ChallengeNameType,
): Promise<SignInOutcome> {
  const answered = await CHALLENGES[challenge].answer(context, step)
  return 'challenge' in answered ? answered : proceed(context, step, answered)
}
