import { hash } from 'node:crypto'
import type { AttestationObject, ParsedAuthenticatorData } from '@simplewebauthn/server/helpers'
import { equalInConstantTime } from '../../kernel/cryptography/constant-time.ts'
import { isUsedWhereAllowed } from './client-data.ts'
import type { RegistrationCredential } from './credential-document.ts'
import { ALGORITHMS, type Passkey } from './passkey.ts'
import {
  attestationNotSupported,
  challengeNotFound,
  invalidCredential,
  keyNotSupported,
  originNotAllowed,
  relyingPartyMismatch,
  userNotVerified,
} from './passkey-errors.ts'
import { isChallengeOf, type PasskeyRegistration } from './passkey-registration.ts'
import type { RelyingParty } from './relying-party.ts'
import { type CoseKey, isSupportedKey } from './supported-key.ts'

export interface ExpectedRegistration {
  readonly registration: PasskeyRegistration
  readonly relyingParty: RelyingParty
  /** Allowed besides those of the relying party. */
  readonly furtherOrigins: readonly string[]
}

/** What an authenticator says of a new credential. */
export type NewCredential = Pick<
  Passkey,
  'credentialId' | 'publicKey' | 'counter' | 'isBackupEligible' | 'isBackedUp' | 'aaguid'
>

/**
 * Checks a new credential (WebAuthn Level 3, 7.1). The library does so too, but its errors do not show which check failed,
 * so those with an error of their own come first.
 * @throws InvalidParameterException, WebAuthnChallengeNotFoundException, WebAuthnOriginNotAllowedException,
 *   WebAuthnRelyingPartyMismatchException, WebAuthnCredentialNotSupportedException
 */
export async function verifyRegistration(
  credential: RegistrationCredential,
  { registration, relyingParty, furtherOrigins }: ExpectedRegistration,
): Promise<NewCredential> {
  const { verifyRegistrationResponse } = await import('@simplewebauthn/server')
  const { clientData } = credential
  if (!isChallengeOf(registration, clientData.challenge)) throw challengeNotFound()
  if (!isUsedWhereAllowed(clientData, relyingParty.id, furtherOrigins)) throw originNotAllowed()
  assertAcceptable(await readAttestation(credential), relyingParty)
  const verified = await verifyRegistrationResponse({
    response: toRegistrationResponse(credential),
    expectedChallenge: clientData.challenge,
    expectedOrigin: clientData.origin,
    expectedRPID: relyingParty.id,
    requireUserVerification: relyingParty.userVerification === 'required',
    supportedAlgorithmIDs: [...ALGORITHMS],
  }).catch(() => undefined)
  const info = verified?.registrationInfo
  if (!info || info.credential.id !== credential.id) throw invalidCredential()
  return {
    credentialId: info.credential.id,
    publicKey: info.credential.publicKey,
    counter: info.credential.counter,
    isBackupEligible: info.credentialDeviceType === 'multiDevice',
    isBackedUp: info.credentialBackedUp,
    aaguid: info.aaguid,
  }
}

interface Attestation {
  readonly object: AttestationObject
  readonly authenticator: ParsedAuthenticatorData
  readonly key: CoseKey
}

async function readAttestation({ attestationObject }: RegistrationCredential): Promise<Attestation> {
  const { decodeAttestationObject, decodeCredentialPublicKey, parseAuthenticatorData } = await import(
    '@simplewebauthn/server/helpers'
  )
  try {
    const object = decodeAttestationObject(Uint8Array.from(Buffer.from(attestationObject, 'base64url')))
    const authenticator = parseAuthenticatorData(object.get('authData'))
    const key: unknown = decodeCredentialPublicKey(authenticator.credentialPublicKey ?? new Uint8Array())
    if (!(key instanceof Map)) throw invalidCredential()
    return { object, authenticator, key }
  } catch {
    throw invalidCredential()
  }
}

/**
 * None was asked for, so that a browser strips it, except where the key attests itself. Others are refused rather than
 * ignored: the library would read certificates of strangers, and fetch what they name.
 */
function isWithoutAttestation(object: AttestationObject): boolean {
  const format = object.get('fmt')
  return format === 'none' || (format === 'packed' && object.get('attStmt').get('x5c') === undefined)
}

function assertAcceptable({ object, authenticator, key }: Attestation, relyingParty: RelyingParty): void {
  const { rpIdHash, flags } = authenticator
  if (!equalInConstantTime(rpIdHash, hash('sha256', relyingParty.id, 'buffer'))) throw relyingPartyMismatch()
  if (!isWithoutAttestation(object)) throw attestationNotSupported()
  if (!isSupportedKey(key)) throw keyNotSupported()
  if (relyingParty.userVerification === 'required' && !flags.uv) throw userNotVerified()
}

function toRegistrationResponse({ id, clientDataJSON, attestationObject }: RegistrationCredential) {
  return {
    id,
    rawId: id,
    type: 'public-key',
    response: { clientDataJSON, attestationObject },
    clientExtensionResults: {},
  } as const
}
