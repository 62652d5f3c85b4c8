import { invalidParameter, ServiceError } from '../../contract/service-error.ts'
import { MOST_PASSKEYS } from './passkey.ts'

// Deviation: the service's own messages are only known of an invalid credential (docs/deviations.md, "errors of
// passkeys").

export const passkeysNotEnabled = () =>
  new ServiceError('WebAuthnNotEnabledException', 'Passkeys are not enabled for this user pool.')

export const relyingPartyMissing = () =>
  new ServiceError(
    'WebAuthnConfigurationMissingException',
    'The user pool has neither a relying party ID nor a domain.',
  )

export const challengeNotFound = () =>
  new ServiceError(
    'WebAuthnChallengeNotFoundException',
    'The challenge was not found or has expired. Start the registration again.',
  )

export const startedByAnotherClient = () =>
  new ServiceError(
    'WebAuthnClientMismatchException',
    'The registration was started with an access token of another app client.',
  )

export const originNotAllowed = () =>
  new ServiceError(
    'WebAuthnOriginNotAllowedException',
    'The origin of the passkey is not allowed for the relying party of the user pool.',
  )

export const relyingPartyMismatch = () =>
  new ServiceError(
    'WebAuthnRelyingPartyMismatchException',
    'The passkey was created for another relying party than that of the user pool.',
  )

const notSupported = (message: string) => new ServiceError('WebAuthnCredentialNotSupportedException', message)

export const keyNotSupported = () =>
  notSupported('The key of the passkey must be for ES256, or for RS256 with 2048 to 4096 bits.')

export const attestationNotSupported = () => notSupported('The passkey must come without an attestation.')

export const userNotVerified = () => notSupported('The passkey must verify its user.')

/** The service's own message. */
export const invalidCredential = () => invalidParameter('Credential data is not valid')

export const tooManyPasskeys = () =>
  new ServiceError('LimitExceededException', `A user cannot have more than ${MOST_PASSKEYS} passkeys.`)

export const passkeyNotFound = () => new ServiceError('ResourceNotFoundException', 'Credential not found.')
