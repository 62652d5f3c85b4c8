import { listSessions } from '../../domain/tokens/list-sessions.ts'
import { accessToken } from '../access.ts'
import { operation } from '../operation.ts'
import { toSessionDescription } from './session-description.ts'

export const ListUserSessions = operation('ListUserSessions', {
  access: accessToken(),

  async handle({ NextToken }, { storage, caller, now }) {
    const { user, family } = caller
    const sessions = await listSessions(storage.stores, user, NextToken, now)
    return { Sessions: sessions.map((session) => toSessionDescription(session, family.id)) }
  },
})
