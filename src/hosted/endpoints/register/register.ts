import { OAuthError } from '../../../domain/journeys/oauth/oauth-error.ts'
import { type RegisteredClient, registerClient } from '../../../domain/journeys/oauth/register-client.ts'
import { parsedJson } from '../../../kernel/json-object.ts'
import type { Answer } from '../../domains/answer.ts'
import { json, unknownPath } from '../../domains/answers.ts'
import { enter } from '../../domains/enter.ts'
import type { Exchange } from '../../domains/exchange.ts'
import { type FailureTable, oauthFailure } from '../oauth-failure.ts'
import { mayRegister } from './may-register.ts'

const FAILURES: FailureTable = {
  errors: { LimitExceededException: 'invalid_request' },
  statuses: { invalid_token: 401, access_denied: 403 },
}

/** POST /oauth2/register (RFC 7591, section 3). AWS: the path exists if the pool has DcrConfiguration enabled. */
export async function registerEndpoint(exchange: Exchange): Promise<Answer> {
  const { world, domain, text, headers } = exchange
  const pool = await world.storage.stores.userPools.find(domain.userPoolId)
  const configuration = pool?.settings.dcrConfiguration
  if (configuration?.enableStatus !== 'Enabled') return unknownPath(exchange)
  const rated = {
    operation: 'CreateUserPoolClient',
    category: 'UserPoolClientUpdate',
    readOnly: false,
    pool: domain.userPoolId,
  } as const
  try {
    const registered = await enter(exchange, { name: 'Register_POST', rated }, async (context) => {
      const authorization = headers.get('authorization')
      if (authorization !== null) await mayRegister(exchange, authorization)
      else if (!configuration.openDcrEnabled) throw new OAuthError('invalid_token')
      const mode = authorization === null ? 'open' : 'authenticated'
      return registerClient(context, domain.userPoolId, mode, parsedJson(text))
    })
    return json(exchange, 201, answer(registered))
  } catch (error) {
    const wanted = error instanceof OAuthError && error.code === 'invalid_token'
    return oauthFailure(exchange, error, {
      ...FAILURES,
      ...(wanted && { headers: { 'www-authenticate': 'Bearer error="invalid_token"' } }),
    })
  }
}

/** RFC 7591, section 3.2.1: what was registered. */
function answer({ client, secret, metadata }: RegisteredClient): object {
  const { settings, id, name, createdAt } = client
  const hasCode = settings.allowedOAuthFlows?.includes('code') ?? false
  return {
    client_id: id,
    client_id_issued_at: Math.floor(createdAt / 1000),
    ...(secret !== undefined && { client_secret: secret, client_secret_expires_at: 0 }),
    client_name: name,
    redirect_uris: settings.callbackURLs ?? [],
    ...(settings.logoutURLs && { post_logout_redirect_uris: settings.logoutURLs }),
    grant_types: hasCode ? ['authorization_code', 'refresh_token'] : ['client_credentials'],
    response_types: hasCode ? ['code'] : [],
    scope: (settings.allowedOAuthScopes ?? []).join(' '),
    token_endpoint_auth_method: metadata.authMethod,
  }
}
