import { groupNotFound } from '../../domain/groups/group-errors.ts'
import { findUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'

export const DeleteGroup = operation('DeleteGroup', {
  access: iam.onUserPool,

  async handle({ UserPoolId, GroupName }, { storage, region }) {
    await storage.transaction(async (stores) => {
      const pool = await findUserPool(stores, region, UserPoolId)
      if (!(await stores.groups.delete(pool.id, GroupName))) throw groupNotFound()
    })
  },
})
