import { AdminUserGlobalSignOut } from './admin-user-global-sign-out.ts'
import { GetClientToken } from './get-client-token.ts'
import { GetTokensFromRefreshToken } from './get-tokens-from-refresh-token.ts'
import { GlobalSignOut } from './global-sign-out.ts'
import { RevokeToken } from './revoke-token.ts'

export const tokensOperations = {
  AdminUserGlobalSignOut,
  GetClientToken,
  GetTokensFromRefreshToken,
  GlobalSignOut,
  RevokeToken,
}
