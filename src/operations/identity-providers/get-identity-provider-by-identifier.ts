import { findProviderByIdentifier } from '../../domain/identity-providers/find-identity-provider.ts'
import { findUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'
import { toIdentityProviderType } from './provider-shape.ts'

export const GetIdentityProviderByIdentifier = operation('GetIdentityProviderByIdentifier', {
  access: iam.onUserPool,

  async handle({ UserPoolId, IdpIdentifier }, { storage: { stores }, region }) {
    const pool = await findUserPool(stores, region, UserPoolId) // ResourceNotFoundException
    const provider = await findProviderByIdentifier(stores, pool.id, IdpIdentifier) // ResourceNotFoundException
    return { IdentityProvider: toIdentityProviderType(provider) }
  },
})
