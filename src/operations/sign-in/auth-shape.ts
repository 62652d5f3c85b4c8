import type { InitiateAuthResponse } from '../../contract/generated/types.ts'
import type { SignInOutcome } from '../../domain/journeys/sign-in/sign-in.ts'
import { toAuthenticationResult } from '../authentication-result.ts'

/** The response of all four operations. */
export function toAuthResponse(outcome: SignInOutcome): InitiateAuthResponse {
  if ('challenge' in outcome) {
    const { name, parameters, session, availableChallenges } = outcome.challenge
    return {
      ChallengeName: name,
      ChallengeParameters: parameters,
      Session: session,
      AvailableChallenges: availableChallenges,
    }
  }
  if (!('tokens' in outcome)) throw new Error('A sign-in through the API ends in tokens')
  return { ChallengeParameters: {}, AuthenticationResult: toAuthenticationResult(outcome.tokens) }
}
