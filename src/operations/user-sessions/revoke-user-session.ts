import { revokeSession } from '../../domain/tokens/revoke-session.ts'
import { accessToken } from '../access.ts'
import { operation } from '../operation.ts'

export const RevokeUserSession = operation('RevokeUserSession', {
  access: accessToken(),
  ignores: ['RevokeAssociatedSessions'],

  async handle({ SessionId: sessionId }, { storage, caller, now }) {
    const { user, family } = caller
    await storage.transaction((stores) =>
      revokeSession(stores, { user, sessionId, callingFamilyId: family.id }, now),
    )
    return {}
  },
})
