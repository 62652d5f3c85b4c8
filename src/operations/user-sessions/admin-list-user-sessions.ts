import { findUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { listSessions } from '../../domain/user-sessions/list-sessions.ts'
import { findUser } from '../../domain/users/find-user.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'
import { toSessionDescription } from './session-shape.ts'

export const AdminListUserSessions = operation('AdminListUserSessions', {
  access: iam.onUserPool,

  async handle({ UserPoolId, Username, NextToken }, { storage, geolocation, now, region }) {
    const pool = await findUserPool(storage.stores, region, UserPoolId) // ResourceNotFoundException
    const user = await findUser(storage.stores, pool, Username) // UserNotFoundException
    const sessions = await listSessions(storage.stores, user, NextToken, now)
    return { Sessions: sessions.map((session) => toSessionDescription(session, geolocation)) }
  },
})
