import { revokeSession } from '../../domain/user-sessions/revoke-session.ts'
import { accessToken } from '../access.ts'
import { operation } from '../operation.ts'

export const RevokeUserSession = operation('RevokeUserSession', {
  access: accessToken(),

  async handle({ SessionId: sessionId, RevokeAssociatedSessions }, { storage, caller, now }) {
    const { user, family } = caller
    const isLinked = RevokeAssociatedSessions === 'LINKED'
    const revocation = { user, sessionId, isLinked, callingFamilyId: family.id }
    await storage.transaction((stores) => revokeSession(stores, revocation, now))
    return {}
  },
})
