import { authenticateClient } from '../../../domain/journeys/oauth/authenticate-client.ts'
import type { OAuthTokens } from '../../../domain/journeys/oauth/oauth-tokens.ts'
import type { Answer } from '../../domains/answer.ts'
import { CORS, json } from '../../domains/answers.ts'
import { enter } from '../../domains/enter.ts'
import type { Exchange } from '../../domains/exchange.ts'
import { clientCredentials } from '../client-credentials.ts'
import { formOf } from '../form.ts'
import { type FailureTable, oauthFailure } from '../oauth-failure.ts'
import { grantOf } from './grants.ts'

/** What is wrong with a user, a refresh token or a trigger is wrong with the grant. */
const FAILURES: FailureTable = {
  errors: {
    InvalidLambdaResponseException: 'invalid_grant',
    NotAuthorizedException: 'invalid_grant',
    PasswordResetRequiredException: 'invalid_grant',
    RefreshTokenReuseException: 'invalid_grant',
    ResourceNotFoundException: 'invalid_grant',
    UnexpectedLambdaException: 'invalid_grant',
    UserLambdaValidationException: 'invalid_grant',
    UserNotConfirmedException: 'invalid_grant',
  },
  described: ['InvalidLambdaResponseException', 'UnexpectedLambdaException', 'UserLambdaValidationException'],
  headers: CORS,
}

/** POST /oauth2/token (RFC 6749, section 3.2): the grant, then the client, then what the grant needs. */
export async function tokenEndpoint(exchange: Exchange): Promise<Answer> {
  try {
    const form = formOf(exchange)
    const grant = grantOf(form)
    const credentials = clientCredentials(exchange.clientInHeader, form)
    const entry = { name: 'Token_POST', rated: grant.rated }
    const tokens = await enter(exchange, entry, async (context) => {
      const { userPoolId } = exchange.domain
      const client = await authenticateClient(context.storage.stores, userPoolId, credentials)
      return grant.tokens(context, client, form)
    })
    return json(exchange, 200, answer(tokens), CORS)
  } catch (error) {
    return oauthFailure(exchange, error, FAILURES)
  }
}

/** AWS: the members in this order; those without a value are left out. */
function answer({ idToken, accessToken, refreshToken, expiresIn }: OAuthTokens): object {
  return {
    id_token: idToken,
    access_token: accessToken,
    refresh_token: refreshToken,
    expires_in: expiresIn,
    token_type: 'Bearer',
  }
}
