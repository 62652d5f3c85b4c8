import { findRevokingClient, revokeRefreshToken } from '../../domain/tokens/revoke-tokens.ts'
import { anyone } from '../access.ts'
import { operation } from '../operation.ts'

export const RevokeToken = operation('RevokeToken', {
  access: anyone,
  ignores: ['RevokeAssociatedSessions'],

  async handle({ Token, ClientId, ClientSecret }, { storage, now }) {
    const client = await findRevokingClient(storage.stores, ClientId, ClientSecret) // UnauthorizedException
    await storage.transaction((stores) => revokeRefreshToken(stores, client, Token, now))
    return {}
  },
})
