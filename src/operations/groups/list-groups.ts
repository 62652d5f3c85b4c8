import { findUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'
import { pageOf } from '../page.ts'
import { toGroupType } from './group-shape.ts'

export const ListGroups = operation('ListGroups', {
  access: iam.onUserPool,

  async handle({ UserPoolId, Limit, NextToken }, { storage: { stores }, region, pageTokens }) {
    const pool = await findUserPool(stores, region, UserPoolId)
    const page = await pageOf({
      tokens: pageTokens,
      query: ['ListGroups', pool.id],
      token: NextToken,
      limit: Limit,
      read: (limit, after?: string) => stores.groups.list(pool.id, limit, after),
      keyOf: (group) => group.groupName,
    })
    return { Groups: page.entries.map(toGroupType), NextToken: page.nextToken }
  },
})
