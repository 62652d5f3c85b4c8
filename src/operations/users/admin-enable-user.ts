import { findUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { lockUser } from '../../domain/users/find-user.ts'
import { enableUser } from '../../domain/users/set-enabled.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'
import { NEVER_RAISED, NOT_AUTHORIZED_NEVER_RAISED } from './never-raised.ts'

export const AdminEnableUser = operation('AdminEnableUser', {
  access: iam.onUserPool,
  neverRaises: { ...NEVER_RAISED, ...NOT_AUTHORIZED_NEVER_RAISED },

  async handle({ UserPoolId, Username }, { storage, region, now }) {
    await storage.transaction(async (stores) => {
      const pool = await findUserPool(stores, region, UserPoolId) // ResourceNotFoundException
      const user = await lockUser(stores, pool, Username) // UserNotFoundException
      await enableUser(stores, user, now)
    })
    return {}
  },
})
