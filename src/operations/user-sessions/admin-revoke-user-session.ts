import { findUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { revokeSession } from '../../domain/user-sessions/revoke-session.ts'
import { findUser } from '../../domain/users/find-user.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'

export const AdminRevokeUserSession = operation('AdminRevokeUserSession', {
  access: iam.onUserPool,

  async handle(
    { UserPoolId, Username, SessionId: sessionId, RevokeAssociatedSessions },
    { storage, now, region },
  ) {
    const isLinked = RevokeAssociatedSessions === 'LINKED'
    await storage.transaction(async (stores) => {
      const pool = await findUserPool(stores, region, UserPoolId) // ResourceNotFoundException
      const user = await findUser(stores, pool, Username) // UserNotFoundException
      await revokeSession(stores, { user, sessionId, isLinked }, now) // ResourceNotFoundException
    })
    return {}
  },
})
