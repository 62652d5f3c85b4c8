import type { PresentedCustomChallenge } from '../custom-challenges/custom-rounds.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import { callTrigger, type TriggerContext } from './call-trigger.ts'
import { type CustomSignIn, customChallengeOccasion } from './custom-challenge-occasion.ts'
import { assertMembers, textMapOf, textOf } from './read-response.ts'
import { unrecognizableOutput } from './trigger-errors.ts'

export interface CreatedChallenge extends PresentedCustomChallenge {
  /** For the client. */
  readonly publicParameters: Readonly<Record<string, string>>
}

/** Characters of JSON. Deviation: how much the service takes is not known (docs/deviations.md, "custom challenges"). */
const MOST_CHARACTERS = 100_000

/**
 * Lets the pool's CreateAuthChallenge function make a challenge. Parameters of null are left out.
 * @throws UserLambdaValidationException, UnexpectedLambdaException, InvalidLambdaResponseException
 */
export async function callCreateAuthChallenge(
  context: TriggerContext,
  pool: UserPool,
  arn: string,
  signIn: CustomSignIn,
): Promise<CreatedChallenge> {
  const asked = { challengeName: 'CUSTOM_CHALLENGE', session: signIn.rounds }
  const members = {
    publicChallengeParameters: null,
    privateChallengeParameters: null,
    challengeMetadata: null,
  }
  const occasion = customChallengeOccasion(pool, 'CreateAuthChallenge', signIn, asked, members)
  const response = await callTrigger(context, arn, occasion)
  assertMembers(response, Object.keys(members))
  const created = {
    publicParameters: Object.fromEntries(textMapOf(response.publicChallengeParameters)),
    privateParameters: Object.fromEntries(textMapOf(response.privateChallengeParameters)),
    metadata: textOf(response.challengeMetadata) ?? null,
  }
  if (JSON.stringify([created, signIn.rounds]).length > MOST_CHARACTERS) throw unrecognizableOutput()
  return created
}
