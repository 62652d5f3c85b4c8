import { findUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { deleteSoftwareToken } from '../../domain/users/delete-software-token.ts'
import { lockUser } from '../../domain/users/find-user.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'

export const AdminDeleteSoftwareToken = operation('AdminDeleteSoftwareToken', {
  access: iam.onUserPool,
  neverRaises: { UserNotConfirmedException: 'an administrator may do so for a user in any state' },

  async handle({ UserPoolId, Username }, { storage, region, now }) {
    await storage.transaction(async (stores) => {
      const pool = await findUserPool(stores, region, UserPoolId) // ResourceNotFoundException
      const user = await lockUser(stores, pool, Username) // UserNotFoundException
      await deleteSoftwareToken(stores, user, now)
    })
    return {}
  },
})
