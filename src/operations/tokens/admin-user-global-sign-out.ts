import { revokeUserTokens } from '../../domain/tokens/revoke-tokens.ts'
import { findUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { findUser } from '../../domain/users/find-user.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'

export const AdminUserGlobalSignOut = operation('AdminUserGlobalSignOut', {
  access: iam.onUserPool,

  async handle({ UserPoolId, Username }, { storage, now, region }) {
    await storage.transaction(async (stores) => {
      const pool = await findUserPool(stores, region, UserPoolId) // ResourceNotFoundException
      const user = await findUser(stores, pool, Username) // UserNotFoundException
      await revokeUserTokens(stores, user, now)
    })
    return {}
  },
})
