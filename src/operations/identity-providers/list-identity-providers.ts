import { findUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'
import { pageOf } from '../page.ts'

export const ListIdentityProviders = operation('ListIdentityProviders', {
  access: iam.onUserPool,

  async handle({ UserPoolId, MaxResults, NextToken }, { storage: { stores }, region, pageTokens }) {
    const pool = await findUserPool(stores, region, UserPoolId) // ResourceNotFoundException
    const page = await pageOf({
      tokens: pageTokens,
      query: ['ListIdentityProviders', pool.id],
      token: NextToken,
      limit: MaxResults,
      read: (limit, after?: string) => stores.identityProviders.list(pool.id, limit, after),
      keyOf: (provider) => provider.name,
    })
    const Providers = page.entries.map(({ name, type, createdAt, modifiedAt }) => ({
      ProviderName: name,
      ProviderType: type,
      LastModifiedDate: modifiedAt,
      CreationDate: createdAt,
    }))
    return { Providers, NextToken: page.nextToken }
  },
})
