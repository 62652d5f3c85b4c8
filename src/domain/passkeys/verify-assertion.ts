import { isUsedWhereAllowed } from './client-data.ts'
import type { AssertionCredential } from './credential-document.ts'
import type { Passkey, PasskeyUse } from './passkey.ts'
import type { RelyingParty } from './relying-party.ts'
import { userHandleOf } from './user-handle.ts'

export interface ExpectedAssertion {
  readonly passkey: Passkey
  /** In base64url. */
  readonly challenge: string
  readonly relyingParty: RelyingParty
  /** Allowed besides those of the relying party. */
  readonly furtherOrigins: readonly string[]
}

export interface VerifiedUse extends PasskeyUse {
  /** The authenticator checked who the user is, by PIN or body. */
  readonly userVerified: boolean
}

/**
 * Checks the use of a passkey (WebAuthn Level 3, 7.2), except for its counter. Undefined unless the passkey signed the
 * challenge, for this relying party.
 */
export async function verifyAssertion(
  credential: AssertionCredential,
  { passkey, challenge, relyingParty, furtherOrigins }: ExpectedAssertion,
): Promise<VerifiedUse | undefined> {
  const { verifyAuthenticationResponse } = await import('@simplewebauthn/server')
  const { clientData } = credential
  if (!isUsedWhereAllowed(clientData, relyingParty.id, furtherOrigins)) return undefined
  if (!isOfOwner(credential, passkey)) return undefined
  const result = await verifyAuthenticationResponse({
    response: toAuthenticationResponse(credential),
    expectedChallenge: challenge,
    expectedOrigin: clientData.origin,
    expectedRPID: relyingParty.id,
    // The library would reject a counter of before without looking at the signature: anybody could cause that.
    credential: { id: passkey.credentialId, publicKey: Uint8Array.from(passkey.publicKey), counter: 0 },
    requireUserVerification: relyingParty.userVerification === 'required',
  }).catch(() => undefined) // it rejects what is malformed, and what is wrong
  if (!result?.verified) return undefined
  const { newCounter, userVerified, credentialDeviceType, credentialBackedUp } = result.authenticationInfo
  if ((credentialDeviceType === 'multiDevice') !== passkey.isBackupEligible) return undefined
  return { counter: newCounter, isBackedUp: credentialBackedUp, userVerified }
}

/** Whether the counter shows that the passkey was used elsewhere meanwhile: there may be a copy (7.2, step 22). */
export function isCopied(passkey: Passkey, use: PasskeyUse): boolean {
  return (use.counter > 0 || passkey.counter > 0) && use.counter <= passkey.counter
}

function isOfOwner({ id, userHandle }: AssertionCredential, { credentialId, sub }: Passkey): boolean {
  return id === credentialId && (userHandle === undefined || userHandle === userHandleOf(sub))
}

function toAuthenticationResponse(credential: AssertionCredential) {
  const { id, clientDataJSON, authenticatorData, signature, userHandle } = credential
  return {
    id,
    rawId: id,
    type: 'public-key',
    response: { clientDataJSON, authenticatorData, signature, ...(userHandle && { userHandle }) },
    clientExtensionResults: {},
  } as const
}
