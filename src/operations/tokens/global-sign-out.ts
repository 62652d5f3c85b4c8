import { revokeUserTokens } from '../../domain/tokens/revoke-tokens.ts'
import { accessToken } from '../access.ts'
import { operation } from '../operation.ts'

export const GlobalSignOut = operation('GlobalSignOut', {
  access: accessToken(),

  async handle(_, { storage, caller, now }) {
    await storage.transaction((stores) => revokeUserTokens(stores, caller.user, now))
    return {}
  },
})
