import type { ChallengeNameType } from '../../../contract/generated/types.ts'
import type { RequestContext } from '../../requests/request-context.ts'
import { requiredParameter } from '../shared/required-parameters.ts'
import { answerNewPassword } from './answer-new-password.ts'
import { invalidSession } from './challenge-session.ts'
import type { PresentedChallengeName, SignInOutcome, SignInStep } from './sign-in.ts'
import { answerPasswordVerifier } from './sign-in-with-srp.ts'

type Answer = (context: RequestContext, step: SignInStep) => Promise<SignInOutcome>

/** What verifies the answer to each challenge that a sign-in can meet. */
const ANSWERS: Readonly<Record<PresentedChallengeName, Answer>> = {
  /** Presented by beginSrp. */
  PASSWORD_VERIFIER: answerPasswordVerifier,
  /** Presented by presentNewPassword, after any proof of a temporary password. */
  NEW_PASSWORD_REQUIRED: answerNewPassword,
}

/**
 * RespondToAuthChallenge and AdminRespondToAuthChallenge. AWS: it makes no difference which of the two answers, nor which
 * of their counterparts began.
 */
export async function answerChallenge(
  context: RequestContext,
  step: SignInStep,
  challenge: ChallengeNameType,
): Promise<SignInOutcome> {
  if (isPresented(challenge)) return ANSWERS[challenge](context, step)
  requiredParameter('USERNAME', step.parameters.USERNAME)
  requiredParameter('Session', step.session)
  throw invalidSession() // no session was ever presented with such a challenge
}

function isPresented(challenge: ChallengeNameType): challenge is PresentedChallengeName {
  return Object.hasOwn(ANSWERS, challenge)
}
