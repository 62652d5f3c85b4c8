import type { InitiateAuthResponse } from '../../contract/generated/types.ts'
import type { SignInOutcome } from '../../domain/journeys/sign-in/sign-in.ts'

/** The answer of all four operations. */
export function toAuthAnswer(outcome: SignInOutcome): InitiateAuthResponse {
  if ('challenge' in outcome) {
    const { name, parameters, session } = outcome.challenge
    return { ChallengeName: name, ChallengeParameters: parameters, Session: session }
  }
  const { accessToken, idToken, refreshToken, expiresIn } = outcome.tokens
  return {
    ChallengeParameters: {},
    AuthenticationResult: {
      AccessToken: accessToken,
      ExpiresIn: expiresIn,
      IdToken: idToken,
      RefreshToken: refreshToken,
      TokenType: 'Bearer',
    },
  }
}
