import type { AuthenticationResultType } from '../contract/generated/types.ts'
import type { GrantedTokens } from '../domain/journeys/sign-in/sign-in.ts'

/** The tokens of a sign-in or a refresh in the words of the API. */
export function toAuthenticationResult(tokens: GrantedTokens): AuthenticationResultType {
  const { newDevice } = tokens
  return {
    AccessToken: tokens.accessToken,
    ExpiresIn: tokens.expiresIn,
    IdToken: tokens.idToken,
    RefreshToken: tokens.refreshToken,
    TokenType: 'Bearer',
    NewDeviceMetadata: newDevice && {
      DeviceKey: newDevice.deviceKey,
      DeviceGroupKey: newDevice.deviceGroupKey,
    },
  }
}
