import { providerToChangeNotFound } from '../../domain/identity-providers/identity-provider-errors.ts'
import { findUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'

export const DeleteIdentityProvider = operation('DeleteIdentityProvider', {
  access: iam.onUserPool,
  neverRaises: { UnsupportedIdentityProviderException: 'a stored provider is of a type that exists' },

  async handle({ UserPoolId, ProviderName }, { storage, region }) {
    await storage.transaction(async (stores) => {
      const pool = await findUserPool(stores, region, UserPoolId) // ResourceNotFoundException
      const deleted = await stores.identityProviders.delete(pool.id, ProviderName)
      if (!deleted) throw providerToChangeNotFound(ProviderName, pool.id)
    })
  },
})
