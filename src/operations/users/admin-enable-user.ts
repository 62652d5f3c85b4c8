import { enableUser } from '../../domain/tokens/set-enabled.ts'
import { findUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { lockUser } from '../../domain/users/find-user.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'

export const AdminEnableUser = operation('AdminEnableUser', {
  access: iam.onUserPool,

  async handle({ UserPoolId, Username }, { storage, region, now }) {
    await storage.transaction(async (stores) => {
      const pool = await findUserPool(stores, region, UserPoolId) // ResourceNotFoundException
      const user = await lockUser(stores, pool, Username) // UserNotFoundException
      await enableUser(stores, user, now)
    })
    return {}
  },
})
