import { AdminUserGlobalSignOut } from './admin-user-global-sign-out.ts'
import { GetTokensFromRefreshToken } from './get-tokens-from-refresh-token.ts'
import { GlobalSignOut } from './global-sign-out.ts'
import { RevokeToken } from './revoke-token.ts'

export const tokensOperations = {
  AdminUserGlobalSignOut,
  GetTokensFromRefreshToken,
  GlobalSignOut,
  RevokeToken,
}
