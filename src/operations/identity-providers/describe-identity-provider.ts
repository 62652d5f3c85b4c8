import { findIdentityProvider } from '../../domain/identity-providers/find-identity-provider.ts'
import { findUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'
import { toIdentityProviderType } from './provider-shape.ts'

export const DescribeIdentityProvider = operation('DescribeIdentityProvider', {
  access: iam.onUserPool,

  async handle({ UserPoolId, ProviderName }, { storage: { stores }, region }) {
    const pool = await findUserPool(stores, region, UserPoolId) // ResourceNotFoundException
    const provider = await findIdentityProvider(stores, pool.id, ProviderName) // ResourceNotFoundException
    return { IdentityProvider: toIdentityProviderType(provider) }
  },
})
