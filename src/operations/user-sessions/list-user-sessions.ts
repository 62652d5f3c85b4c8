import { listSessions } from '../../domain/user-sessions/list-sessions.ts'
import { accessToken } from '../access.ts'
import { operation } from '../operation.ts'
import { toSessionDescription } from './session-shape.ts'

export const ListUserSessions = operation('ListUserSessions', {
  access: accessToken(),

  async handle({ NextToken }, { storage, caller, geolocation, now }) {
    const { user, family } = caller
    const sessions = await listSessions(storage.stores, user, NextToken, now)
    return { Sessions: sessions.map((session) => toSessionDescription(session, geolocation, family.id)) }
  },
})
