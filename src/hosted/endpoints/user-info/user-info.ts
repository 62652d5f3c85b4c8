import { ServiceError } from '../../../contract/service-error.ts'
import { userInfo } from '../../../domain/journeys/oauth/user-info.ts'
import { authenticateToken } from '../../../domain/tokens/authenticate-token.ts'
import { invalidAccessToken } from '../../../domain/tokens/token-errors.ts'
import { OPENID_SCOPE } from '../../../domain/tokens/token-family.ts'
import type { Answer } from '../../domains/answer.ts'
import { CORS, json } from '../../domains/answers.ts'
import { enter } from '../../domains/enter.ts'
import type { Exchange } from '../../domains/exchange.ts'

const BAD_REQUEST = 'Bad OAuth2 request at UserInfo Endpoint'
const NO_OPENID = 'Access token does not contain openid scope'
const INVALID_TOKEN = 'Access token is expired, disabled, or deleted, or the user has globally signed out.'

const RATED = { operation: 'GetUser', category: 'UserRead', readOnly: true } as const

/** GET or POST /oauth2/userInfo (OpenID Connect Core, section 5.3). */
export async function userInfoEndpoint(exchange: Exchange): Promise<Answer> {
  const [, token] = /^bearer +([\w.~+/=-]+) *$/i.exec(exchange.headers.get('authorization') ?? '') ?? []
  if (token === undefined) return refusal(exchange, 400, 'invalid_request', BAD_REQUEST)
  try {
    const identify = () => callerOf(exchange, token)
    const claims = await enter(
      exchange,
      { name: 'UserInfo_GET', rated: RATED, identify },
      async (_, caller) => caller && userInfo(caller),
    )
    return json(exchange, 200, claims ?? {}, CORS)
  } catch (error) {
    return failure(exchange, error)
  }
}

/** @throws what {@link authenticateToken} throws, also for a token of another pool */
async function callerOf({ world, domain, now }: Exchange, token: string) {
  const { storage, tokenKeys } = world
  const caller = await authenticateToken(storage.stores, tokenKeys, token, now, OPENID_SCOPE)
  if (caller.pool.id !== domain.userPoolId) throw invalidAccessToken()
  return caller
}

function failure(exchange: Exchange, error: unknown): Answer {
  if (!(error instanceof ServiceError) || error.name === 'TooManyRequestsException') throw error
  const lacksScope = error.message === 'Access Token does not have required scopes'
  return refusal(exchange, 401, 'invalid_token', lacksScope ? NO_OPENID : INVALID_TOKEN)
}

/** AWS: the header and the body say the same (RFC 6750, section 3). */
function refusal(exchange: Exchange, status: number, error: string, description: string): Answer {
  return json(
    exchange,
    status,
    { error, error_description: description },
    { ...CORS, 'www-authenticate': `error="${error}", error_description="${description}"` },
  )
}
