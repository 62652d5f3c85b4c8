import { revokeUserTokens } from '../../domain/tokens/revoke-tokens.ts'
import { accessToken } from '../access.ts'
import { operation } from '../operation.ts'

export const GlobalSignOut = operation('GlobalSignOut', {
  access: accessToken(),
  neverRaises: {
    InvalidParameterException: 'beyond the form of the token, there is nothing to be wrong',
  },

  async handle(_, { storage, caller, now }) {
    await storage.transaction((stores) => revokeUserTokens(stores, caller.user, now))
    return {}
  },
})
