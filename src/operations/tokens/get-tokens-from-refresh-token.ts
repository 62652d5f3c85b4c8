import { refreshTokens } from '../../domain/journeys/refresh/refresh-tokens.ts'
import { findPublicClient } from '../../domain/journeys/sign-in/find-pool-client.ts'
import { assertClientSecret } from '../../domain/tokens/client-secret.ts'
import { anyone } from '../access.ts'
import { toAuthenticationResult } from '../authentication-result.ts'
import { operation } from '../operation.ts'

export const GetTokensFromRefreshToken = operation('GetTokensFromRefreshToken', {
  access: anyone,
  ignores: ['ClientMetadata'],
  neverRaises: {
    UserNotFoundException: 'a token of a deleted user is told as such, by NotAuthorizedException',
  },

  async handle({ RefreshToken, ClientId, ClientSecret, DeviceKey }, context) {
    const found = await findPublicClient(context.storage.stores, ClientId) // ResourceNotFoundException
    assertClientSecret({ clientId: found.client.id, secrets: found.secrets }, ClientSecret) // NotAuthorizedException
    const tokens = await refreshTokens(context, {
      ...found,
      refreshToken: RefreshToken,
      deviceKey: DeviceKey,
    })
    return { AuthenticationResult: toAuthenticationResult(tokens) }
  },
})
