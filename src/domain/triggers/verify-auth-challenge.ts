import type { PresentedCustomChallenge } from '../custom-challenges/custom-rounds.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import { callTrigger, type TriggerContext } from './call-trigger.ts'
import { type CustomSignIn, customChallengeOccasion } from './custom-challenge-occasion.ts'
import { booleansOf } from './read-response.ts'

/**
 * Asks the pool's VerifyAuthChallengeResponse function whether an answer is right. Whatever it does not call right is
 * wrong.
 * @throws UserLambdaValidationException, UnexpectedLambdaException, InvalidLambdaResponseException
 */
export async function callVerifyAuthChallenge(
  context: TriggerContext,
  pool: UserPool,
  arn: string,
  signIn: CustomSignIn,
  { privateParameters }: PresentedCustomChallenge,
  challengeAnswer: string,
): Promise<boolean> {
  const asked = { privateChallengeParameters: privateParameters, challengeAnswer }
  const members = { answerCorrect: null }
  const occasion = customChallengeOccasion(pool, 'VerifyAuthChallengeResponse', signIn, asked, members)
  const response = await callTrigger(context, arn, occasion)
  return booleansOf(response, ['answerCorrect']).answerCorrect
}
