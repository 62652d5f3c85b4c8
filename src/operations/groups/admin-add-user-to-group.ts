import { joinGroup } from '../../domain/groups/join-group.ts'
import { findUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { findUser } from '../../domain/users/find-user.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'

export const AdminAddUserToGroup = operation('AdminAddUserToGroup', {
  access: iam.onUserPool,

  async handle({ UserPoolId, Username, GroupName }, { storage, region }) {
    await storage.transaction(async (stores) => {
      const pool = await findUserPool(stores, region, UserPoolId)
      const user = await findUser(stores, pool, Username) // before the group
      await joinGroup(stores, user, GroupName)
    })
  },
})
