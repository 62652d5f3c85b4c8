import { hash } from 'node:crypto'
import { type Instant, MINUTE } from '../../kernel/clock.ts'
import { equalInConstantTime } from '../../kernel/cryptography/constant-time.ts'

/** A registration that a user has begun: the challenge that the new passkey must sign. */
export interface PasskeyRegistration {
  readonly userPoolId: string
  readonly sub: string
  /** The app client whose token began it. */
  readonly clientId: string
  readonly challengeDigest: Uint8Array
  readonly expiresAt: Instant
}

/** Deviation: the service's own time is not known. Clients are to give up after one minute (`timeout`). */
export const REGISTRATION_LIFETIME = 3 * MINUTE

/** @param challenge in base64url */
export function challengeDigest(challenge: string): Buffer {
  return hash('sha256', Buffer.from(challenge, 'base64url'), 'buffer')
}

export function isChallengeOf(registration: PasskeyRegistration, challenge: string): boolean {
  return equalInConstantTime(registration.challengeDigest, challengeDigest(challenge))
}
