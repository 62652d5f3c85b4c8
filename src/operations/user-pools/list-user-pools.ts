import type { LambdaConfigType, UserPoolDescriptionType } from '../../contract/generated/types.ts'
import { type CamelMembers, toWireMembers } from '../../contract/member-case.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'
import { pageOf } from '../page.ts'

export const ListUserPools = operation('ListUserPools', {
  access: iam.onService,

  async handle({ MaxResults, NextToken }, { storage: { stores }, region, pageTokens }) {
    const page = await pageOf({
      tokens: pageTokens,
      query: ['ListUserPools', region],
      token: NextToken,
      limit: MaxResults,
      read: (limit, after?: string) => stores.userPools.list({ region, after, limit }),
      keyOf: (pool) => pool.id,
    })
    return { UserPools: page.entries.map(toDescription), NextToken: page.nextToken }
  },
})

function toDescription(pool: UserPool): UserPoolDescriptionType {
  return {
    Id: pool.id,
    Name: pool.name,
    LambdaConfig: toWireMembers<LambdaConfigType>(
      'LambdaConfigType',
      pool.settings.lambdaConfig as CamelMembers<LambdaConfigType>,
    ),
    CreationDate: pool.createdAt,
    LastModifiedDate: pool.modifiedAt,
  }
}
