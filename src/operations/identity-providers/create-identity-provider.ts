import { addIdentityProvider } from '../../domain/identity-providers/add-identity-provider.ts'
import { requestedProvider } from '../../domain/identity-providers/requested-provider.ts'
import { findUserPool, lockUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'
import { toChangedProvider } from './provider-shape.ts'

export const CreateIdentityProvider = operation('CreateIdentityProvider', {
  access: iam.onUserPool,
  auditsAnswer: true,

  async handle(input, context) {
    const { storage, region } = context
    const pool = await findUserPool(storage.stores, region, input.UserPoolId) // ResourceNotFoundException
    const request = {
      name: input.ProviderName,
      type: input.ProviderType,
      details: input.ProviderDetails,
      attributeMapping: input.AttributeMapping,
      idpIdentifiers: input.IdpIdentifiers,
      acrMapping: input.AcrMapping,
    }
    const provider = await requestedProvider(pool, request, context) // InvalidParameterException
    return storage.transaction(async (stores) => {
      await lockUserPool(stores, region, pool.id)
      await addIdentityProvider(stores, provider) // Duplicate-, InvalidParameter-, LimitExceededException
      return { IdentityProvider: toChangedProvider(provider, input.IdpIdentifiers) }
    })
  },
})
