import { revokeSession } from '../../domain/tokens/revoke-session.ts'
import { findUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { findUser } from '../../domain/users/find-user.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'

export const AdminRevokeUserSession = operation('AdminRevokeUserSession', {
  access: iam.onUserPool,
  ignores: ['RevokeAssociatedSessions'],

  async handle({ UserPoolId, Username, SessionId: sessionId }, { storage, now, region }) {
    await storage.transaction(async (stores) => {
      const pool = await findUserPool(stores, region, UserPoolId) // ResourceNotFoundException
      const user = await findUser(stores, pool, Username) // UserNotFoundException
      await revokeSession(stores, { user, sessionId }, now) // ResourceNotFoundException
    })
    return {}
  },
})
