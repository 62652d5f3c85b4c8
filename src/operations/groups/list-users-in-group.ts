import { findGroup } from '../../domain/groups/find-group.ts'
import { invalidPagingMarker } from '../../domain/groups/group-errors.ts'
import { findUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'
import { pageOf } from '../page.ts'
import { toUserType } from '../user-attributes.ts'

export const ListUsersInGroup = operation('ListUsersInGroup', {
  access: iam.onUserPool,

  async handle({ UserPoolId, GroupName, Limit, NextToken }, { storage: { stores }, region, pageTokens }) {
    const pool = await findUserPool(stores, region, UserPoolId)
    const group = await findGroup(stores, pool.id, GroupName)
    const page = await pageOf({
      tokens: pageTokens,
      query: ['ListUsersInGroup', pool.id, group.groupName],
      token: NextToken,
      limit: Limit,
      invalidToken: invalidPagingMarker,
      read: (limit, after?: string) => stores.groups.listMembers(pool.id, group.groupName, limit, after),
      keyOf: (user) => user.sub,
    })
    return { Users: page.entries.map((user) => toUserType(user)), NextToken: page.nextToken }
  },
})
