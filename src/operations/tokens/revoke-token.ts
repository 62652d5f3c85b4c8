import { isTracking } from '../../domain/sessions/session-configuration.ts'
import { findRevokingClient, revokeRefreshToken } from '../../domain/tokens/revoke-tokens.ts'
import { anyone } from '../access.ts'
import { operation } from '../operation.ts'

export const RevokeToken = operation('RevokeToken', {
  access: anyone,

  async handle({ Token, ClientId, ClientSecret, RevokeAssociatedSessions }, { storage, now }) {
    const found = await findRevokingClient(storage.stores, ClientId, ClientSecret) // UnauthorizedException
    // AWS: without tracking, no session counts as linked.
    const isLinked = RevokeAssociatedSessions === 'LINKED' && isTracking(found.sessionConfiguration)
    await storage.transaction((stores) => revokeRefreshToken(stores, found.client, Token, now, isLinked))
    return {}
  },
})
