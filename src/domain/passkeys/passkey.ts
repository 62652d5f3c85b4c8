import type { Instant } from '../../kernel/clock.ts'

/** Whether the authenticator is part of the device or can be taken to another one (WebAuthn Level 3, 5.4.5). */
export type AuthenticatorAttachment = 'platform' | 'cross-platform'

/** A public key credential of a user (WebAuthn Level 3, section 4), with which the user signs in. */
export interface Passkey {
  readonly userPoolId: string
  readonly sub: string
  /** In base64url. */
  readonly credentialId: string
  /** The relying party that it was made for; it signs for no other. */
  readonly relyingPartyId: string
  /** A COSE_Key (RFC 9052, section 7). */
  readonly publicKey: Uint8Array
  /** Signatures made so far. Stays 0 where the authenticator does not count them. */
  readonly counter: number
  /** Whether it can be synchronised between devices. Never changes. */
  readonly isBackupEligible: boolean
  readonly isBackedUp: boolean
  readonly attachment?: AuthenticatorAttachment | undefined
  readonly transports: readonly string[]
  /** The model of the authenticator or the product that keeps the passkey, a UUID. */
  readonly aaguid: string
  readonly friendlyName: string
  readonly createdAt: Instant
}

/** What the authenticator reported at a sign-in. */
export interface PasskeyUse {
  readonly counter: number
  readonly isBackedUp: boolean
}

/** AWS: quotas, "Passkey authenticators per user". */
export const MOST_PASSKEYS = 20

/** The algorithms of passkeys, ES256 and RS256 (IANA, "COSE Algorithms"), the preferred one first. */
export const ALGORITHMS: readonly number[] = [-7, -257]

/** AWS: the random bytes of a challenge, of a registration or of a sign-in. */
export const CHALLENGE_BYTES = 16
