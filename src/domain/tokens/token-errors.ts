import { ServiceError } from '../../contract/service-error.ts'

const notAuthorized = (message: string) => new ServiceError('NotAuthorizedException', message)

// Access tokens.

/** Not a token of ours, or not an access token. */
export const invalidAccessToken = () => notAuthorized('Invalid Access Token')
/** AWS: the message if the user was deleted and another user has the username now. */
export const accessTokenOfFormerUser = () => notAuthorized('Invalid access token.')
export const unverifiableAccessToken = () => notAuthorized('Could not verify signature for Access Token')
export const accessTokenExpired = () => notAuthorized('Access Token has expired')
export const accessTokenRevoked = () => notAuthorized('Access Token has been revoked')
export const scopeMissing = () => notAuthorized('Access Token does not have required scopes')

// Refresh tokens.

export const invalidRefreshToken = () => notAuthorized('Invalid Refresh Token')
/** AWS: with a period, unlike {@link invalidRefreshToken}, if the key of the sign-in's device was not sent. */
export const refreshTokenOfAnotherDevice = () => notAuthorized('Invalid Refresh Token.')
export const refreshTokenOfAnotherClient = () => notAuthorized('Refresh Token has different Client')
export const refreshTokenExpired = () => notAuthorized('Refresh Token has expired')
export const refreshTokenRevoked = () => notAuthorized('Refresh Token has been revoked')
/** AWS: says nothing more if the client's refresh tokens rotate. */
export const rotatingTokenRevoked = () => new ServiceError('NotAuthorizedException')
export const refreshTokenOfFormerUser = () =>
  notAuthorized('The user has been deleted for the associated refresh token')
export const refreshTokenReused = () =>
  new ServiceError('RefreshTokenReuseException', 'Refresh token reuse detected')

// RevokeToken.

/** An unknown client, a wrong or missing secret, or a token of another client. */
export const invalidClientOrSecret = () =>
  new ServiceError('UnauthorizedException', 'Invalid client or secret')
export const revocationDisabled = () =>
  new ServiceError('UnsupportedOperationException', 'This feature is not enabled for this client')
/** Deviation: the message is ours (docs/deviations.md, "revocation"). */
export const notARefreshToken = () =>
  new ServiceError('UnsupportedTokenTypeException', 'Only refresh tokens can be revoked.')
