import { authenticateClient } from '../../../domain/journeys/oauth/authenticate-client.ts'
import { OAuthError } from '../../../domain/journeys/oauth/oauth-error.ts'
import { revokeRefreshToken } from '../../../domain/tokens/revoke-tokens.ts'
import type { Answer } from '../../domains/answer.ts'
import { CORS, empty } from '../../domains/answers.ts'
import { enter } from '../../domains/enter.ts'
import type { Exchange } from '../../domains/exchange.ts'
import { clientCredentials } from '../client-credentials.ts'
import { formOf } from '../form.ts'
import { type FailureTable, oauthFailure } from '../oauth-failure.ts'

const FAILURES: FailureTable = {
  errors: {
    UnauthorizedException: 'invalid_grant', // a token of another client (RFC 6749, section 5.2)
    UnsupportedOperationException: 'invalid_request',
    UnsupportedTokenTypeException: 'unsupported_token_type',
  },
  statuses: { invalid_client: 401 },
  headers: CORS,
}

const ENTRY = {
  name: 'Revoke_POST',
  rated: { operation: 'RevokeToken', category: 'UserToken', readOnly: false },
} as const

/** POST /oauth2/revoke (RFC 7009). */
export async function revokeEndpoint(exchange: Exchange): Promise<Answer> {
  try {
    const form = formOf(exchange)
    const credentials = clientCredentials(exchange.clientInHeader, form)
    await enter(exchange, ENTRY, async ({ storage, now }) => {
      const { client } = await authenticateClient(storage.stores, exchange.domain.userPoolId, credentials)
      const token = form.value('token')
      if (token === undefined) throw new OAuthError('invalid_request')
      await storage.transaction((stores) => revokeRefreshToken(stores, client, token, now))
    })
    return empty(exchange, 200, CORS)
  } catch (error) {
    return oauthFailure(exchange, error, FAILURES)
  }
}
