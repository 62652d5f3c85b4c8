import type { LambdaConfigType, UserPoolDescriptionType } from '../../contract/generated/types.ts'
import { type CamelMembers, toWireMembers } from '../../contract/member-case.ts'
import type { Stores } from '../../domain/stores.ts'
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
    const replicas = await replicasOf(stores, page.entries)
    const described = page.entries.map((pool) => {
      const regions = replicas.filter(({ userPoolId }) => userPoolId === pool.id).map(({ region: at }) => at)
      return toDescription(pool, regions)
    })
    return { UserPools: described, NextToken: page.nextToken }
  },
})

/** Those of a page, whose pools are in the order of their ids. */
async function replicasOf({ replicas }: Pick<Stores, 'replicas'>, pools: readonly UserPool[]) {
  const [first, last] = [pools[0], pools.at(-1)]
  return first && last ? replicas.ofPools(first.id, last.id) : []
}

function toDescription(pool: UserPool, replicaRegions: readonly string[]): UserPoolDescriptionType {
  return {
    Id: pool.id,
    Name: pool.name,
    LambdaConfig: toWireMembers<LambdaConfigType>(
      'LambdaConfigType',
      pool.settings.lambdaConfig as CamelMembers<LambdaConfigType>,
    ),
    CreationDate: pool.createdAt,
    LastModifiedDate: pool.modifiedAt,
    ReplicaRegions: replicaRegions.length > 0 ? [...replicaRegions] : undefined,
  }
}
