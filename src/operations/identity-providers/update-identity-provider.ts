import { assertIdentifiersFree } from '../../domain/identity-providers/add-identity-provider.ts'
import {
  findProviderToChange,
  lockIdentityProvider,
} from '../../domain/identity-providers/find-identity-provider.ts'
import { requestedUpdate } from '../../domain/identity-providers/requested-provider.ts'
import { findUserPool, lockUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'
import { toChangedProvider } from './provider-shape.ts'

export const UpdateIdentityProvider = operation('UpdateIdentityProvider', {
  access: iam.onUserPool,
  auditsAnswer: true,
  neverRaises: { UnsupportedIdentityProviderException: 'a stored provider is of a type that exists' },

  async handle(input, context) {
    const { storage, region } = context
    const { UserPoolId, ProviderName } = input
    const pool = await findUserPool(storage.stores, region, UserPoolId) // ResourceNotFoundException
    const present = await findProviderToChange(storage.stores, pool.id, ProviderName) // ResourceNotFoundException
    const change = {
      details: input.ProviderDetails,
      attributeMapping: input.AttributeMapping,
      idpIdentifiers: input.IdpIdentifiers,
      acrMapping: input.AcrMapping,
    }
    const update = await requestedUpdate(pool, present, change, context) // InvalidParameterException
    return storage.transaction(async (stores) => {
      await lockUserPool(stores, region, pool.id) // as identifiers are unique in the pool
      const provider = update(await lockIdentityProvider(stores, pool.id, ProviderName))
      await assertIdentifiersFree(stores, provider) // InvalidParameterException
      await stores.identityProviders.save(provider)
      return { IdentityProvider: toChangedProvider(provider, input.IdpIdentifiers) }
    })
  },
})
