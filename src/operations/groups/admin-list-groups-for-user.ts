import { findUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { findUser } from '../../domain/users/find-user.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'
import { pageOf } from '../page.ts'
import { toGroupType } from './group-shape.ts'

export const AdminListGroupsForUser = operation('AdminListGroupsForUser', {
  access: iam.onUserPool,

  async handle({ UserPoolId, Username, Limit, NextToken }, { storage: { stores }, region, pageTokens }) {
    const pool = await findUserPool(stores, region, UserPoolId)
    const { sub } = await findUser(stores, pool, Username)
    const page = await pageOf({
      tokens: pageTokens,
      query: ['AdminListGroupsForUser', pool.id, sub],
      token: NextToken,
      limit: Limit,
      read: (limit, after?: string) => stores.groups.listForUser(pool.id, sub, limit, after),
      keyOf: (group) => group.groupName,
    })
    return { Groups: page.entries.map(toGroupType), NextToken: page.nextToken }
  },
})
