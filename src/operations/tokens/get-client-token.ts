import { tokenForClientSecret } from '../../domain/journeys/oauth/token-for-client-secret.ts'
import { findPublicClient } from '../../domain/pool-clients/find-pool-client.ts'
import { anyone } from '../access.ts'
import { operation } from '../operation.ts'

export const GetClientToken = operation('GetClientToken', {
  access: anyone,

  async handle({ ClientId, Secret, Scopes, ClientMetadata }, context) {
    const found = await findPublicClient(context.storage.stores, ClientId) // ResourceNotFoundException
    const request = { scopes: Scopes?.length ? Scopes : undefined, clientMetadata: ClientMetadata }
    // NotAuthorizedException, InvalidParameterException
    const { accessToken, expiresIn } = await tokenForClientSecret(context, found, Secret, request)
    return {
      ClientAuthenticationResult: { AccessToken: accessToken, ExpiresIn: expiresIn, TokenType: 'Bearer' },
    }
  },
})
