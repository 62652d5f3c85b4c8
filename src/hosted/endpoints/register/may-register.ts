import { ServiceError } from '../../../contract/service-error.ts'
import { REGISTRATION_SCOPE } from '../../../domain/clients/oauth-scopes.ts'
import { OAuthError } from '../../../domain/journeys/oauth/oauth-error.ts'
import { authenticateToken, verifyAccessToken } from '../../../domain/tokens/authenticate-token.ts'
import { hasScope } from '../../../domain/tokens/token-family.ts'
import type { Exchange } from '../../domains/exchange.ts'

/**
 * Checks the token with which a client is registered: of the pool, with the scope for it, and still valid.
 * @throws OAuthError
 */
export async function mayRegister({ world, domain, now }: Exchange, authorization: string): Promise<void> {
  const { storage, tokenKeys } = world
  const [, token] = /^bearer +([\w.~+/=-]+) *$/i.exec(authorization) ?? []
  if (token === undefined) throw new OAuthError('invalid_token')
  try {
    const { userPoolId, claims } = await verifyAccessToken(tokenKeys, token, now)
    if (userPoolId !== domain.userPoolId || !hasScope(claims, REGISTRATION_SCOPE))
      throw new OAuthError('invalid_token')
    const isUsers = claims.username !== undefined // else a client acts for itself
    if (isUsers) await authenticateToken(storage.stores, tokenKeys, token, now, REGISTRATION_SCOPE)
    else if (!(await storage.stores.clients.find(claims.client_id))) throw new OAuthError('invalid_token')
  } catch (error) {
    throw error instanceof ServiceError ? new OAuthError('invalid_token') : error
  }
}
