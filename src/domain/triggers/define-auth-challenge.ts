import type { UserPool } from '../user-pools/user-pool.ts'
import { callTrigger, type TriggerContext } from './call-trigger.ts'
import { type CustomSignIn, customChallengeOccasion } from './custom-challenge-occasion.ts'
import { assertMembers, booleanOf, textOf } from './read-response.ts'
import { unrecognizableOutput } from './trigger-errors.ts'

/** How a sign-in by custom challenges goes on. */
export type ChallengeDecision =
  | { readonly kind: 'fail' }
  | { readonly kind: 'tokens' }
  /** The name is as the function gave it. */
  | { readonly kind: 'challenge'; readonly name: string }

/**
 * Asks the pool's DefineAuthChallenge function how a sign-in goes on. AWS: failing comes before tokens, and tokens before
 * a challenge.
 * @throws UserLambdaValidationException, UnexpectedLambdaException
 * @throws InvalidLambdaResponseException also if it decides nothing
 */
export async function callDefineAuthChallenge(
  context: TriggerContext,
  pool: UserPool,
  arn: string,
  signIn: CustomSignIn,
): Promise<ChallengeDecision> {
  const asked = { session: signIn.rounds }
  const members = { challengeName: null, issueTokens: null, failAuthentication: null }
  const occasion = customChallengeOccasion(pool, 'DefineAuthChallenge', signIn, asked, members)
  const response = await callTrigger(context, arn, occasion)
  assertMembers(response, Object.keys(members))
  const name = textOf(response.challengeName)
  const [failAuthentication, issueTokens] = [response.failAuthentication, response.issueTokens].map(booleanOf)
  if (failAuthentication) return { kind: 'fail' }
  if (issueTokens) return { kind: 'tokens' }
  if (!name) throw unrecognizableOutput()
  return { kind: 'challenge', name }
}
