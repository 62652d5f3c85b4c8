import { setPassword } from '../../domain/credentials/set-password.ts'
import { findUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { lockUser } from '../../domain/users/find-user.ts'
import { statusAfter } from '../../domain/users/user-statuses.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'

export const AdminSetUserPassword = operation('AdminSetUserPassword', {
  access: iam.onUserPool,

  async handle({ UserPoolId, Username, Password, Permanent = false }, { storage, region, entropy, now }) {
    const event = Permanent ? 'permanent-password-set' : 'temporary-password-set'
    const chosen = { password: Password, occasion: 'change', temporary: !Permanent } as const
    await storage.transaction(async (stores) => {
      const pool = await findUserPool(stores, region, UserPoolId) // ResourceNotFoundException
      const user = await lockUser(stores, pool, Username) // UserNotFoundException
      // InvalidPasswordException, PasswordHistoryPolicyViolationException
      await setPassword(stores, pool, user, chosen, { entropy, now })
      await stores.users.save({ ...user, status: statusAfter(user.status, event), modifiedAt: now })
    })
    return {}
  },
})
