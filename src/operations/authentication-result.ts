import type { AuthenticationResultType } from '../contract/generated/types.ts'
import type { IssuedDeviceKey } from '../domain/devices/device-key.ts'

/** The tokens of a sign-in or a refresh; the latter has a refresh token only where these rotate. */
export interface GrantedTokens {
  readonly accessToken: string
  readonly idToken?: string | undefined
  readonly refreshToken?: string | undefined
  /** Of the access token, in seconds. */
  readonly expiresIn: number
  /** Only of a sign-in from a device that is unknown. */
  readonly newDevice?: IssuedDeviceKey | undefined
}

/** Tokens in the words of the API. */
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
