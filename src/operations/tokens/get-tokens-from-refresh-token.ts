import { ServiceError } from '../../contract/service-error.ts'
import { refreshTokens } from '../../domain/journeys/refresh/refresh-tokens.ts'
import { findPublicClient } from '../../domain/pool-clients/find-pool-client.ts'
import { assertClientSecret } from '../../domain/tokens/client-secret.ts'
import { invalidRefreshToken } from '../../domain/tokens/token-errors.ts'
import { anyone } from '../access.ts'
import { toAuthenticationResult } from '../authentication-result.ts'
import { operation } from '../operation.ts'

/** Deviation: a state of the user that the operation declares no error for (docs/deviations.md, "refresh tokens"). */
function isUndeclared(error: unknown): boolean {
  const undeclared = ['UserNotConfirmedException', 'PasswordResetRequiredException']
  return error instanceof ServiceError && undeclared.includes(error.name)
}

export const GetTokensFromRefreshToken = operation('GetTokensFromRefreshToken', {
  access: anyone,
  neverRaises: {
    UserNotFoundException: 'a token of a deleted user is refused by NotAuthorizedException',
  },

  async handle({ RefreshToken, ClientId, ClientSecret, DeviceKey, ClientMetadata }, context) {
    const found = await findPublicClient(context.storage.stores, ClientId) // ResourceNotFoundException
    assertClientSecret({ clientId: found.client.id, secrets: found.secrets }, ClientSecret) // NotAuthorizedException
    const request = {
      ...found,
      refreshToken: RefreshToken,
      deviceKey: DeviceKey,
      source: 'Authentication' as const,
      clientMetadata: ClientMetadata,
    }
    const tokens = await refreshTokens(context, request).catch((error: unknown) => {
      throw isUndeclared(error) ? invalidRefreshToken() : error
    })
    return { AuthenticationResult: toAuthenticationResult(tokens) }
  },
})
