import { ALGORITHMS, type Passkey } from './passkey.ts'
import type { RelyingParty } from './relying-party.ts'
import { userHandleOf } from './user-handle.ts'

/** AWS: how long a browser waits for the user, in milliseconds. */
const CREATION_TIMEOUT = 60_000
const REQUEST_TIMEOUT = 180_000

/** The user for whom a passkey is made. */
export interface PasskeyOwner {
  readonly sub: string
  readonly username: string
}

/**
 * For `navigator.credentials.create` (WebAuthn Level 3, PublicKeyCredentialCreationOptionsJSON).
 * @param challenge in base64url
 * @param present the passkeys that the user has: their authenticators make no second one
 */
export function creationOptions(
  { id, userVerification }: RelyingParty,
  { sub, username }: PasskeyOwner,
  challenge: string,
  present: readonly Pick<Passkey, 'credentialId'>[],
) {
  return {
    authenticatorSelection: { requireResidentKey: true, residentKey: 'required', userVerification },
    challenge,
    excludeCredentials: present.map(({ credentialId }) => ({ id: credentialId, type: 'public-key' })),
    pubKeyCredParams: ALGORITHMS.map((alg) => ({ alg, type: 'public-key' })),
    rp: { id, name: id },
    timeout: CREATION_TIMEOUT,
    user: { displayName: username, id: userHandleOf(sub), name: username },
  }
}

/**
 * For `navigator.credentials.get` (PublicKeyCredentialRequestOptionsJSON).
 * @param challenge in base64url
 * @param allowed any of them will do
 */
export function requestOptions(
  { id: rpId, userVerification }: RelyingParty,
  challenge: string,
  allowed: readonly Pick<Passkey, 'credentialId' | 'transports'>[],
) {
  return {
    challenge,
    timeout: REQUEST_TIMEOUT,
    rpId,
    allowCredentials: allowed.map(({ credentialId: id, transports }) => ({
      type: 'public-key',
      id,
      transports,
    })),
    userVerification,
  }
}
