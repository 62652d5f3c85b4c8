import type { Instant } from '../../kernel/clock.ts'
import type { Entropy } from '../../kernel/entropy.ts'
import { ALPHANUMERIC, randomText, UPPER_CASE } from '../../kernel/identifiers.ts'
import type { Session } from './principal.ts'

export type AccessKeyStatus = 'Active' | 'Inactive'

/**
 * What requests are signed with. The secret is stored encrypted rather than hashed, since checking a signature needs
 * it.
 */
export interface AccessKey {
  /** AKIA…, or ASIA… for a temporary key. */
  readonly id: string
  readonly secretAccessKey: string
  readonly status: AccessKeyStatus
  readonly createdAt: Instant
  /** Only for a temporary key. */
  readonly temporary?: TemporaryPart
}

export interface TemporaryPart {
  /** Sent with every request, as X-Amz-Security-Token. */
  readonly sessionToken: string
  readonly expiresAt: Instant
  readonly session: Session
}

/** AWS: a user may have two access keys. Temporary keys don't count. */
export const MAX_ACCESS_KEYS = 2

const BASE_32 = `${UPPER_CASE}234567` // RFC 4648 section 6
const BASE_64 = `${ALPHANUMERIC}+/`
const SESSION_TOKEN_LENGTH = 356

export function newAccessKey(entropy: Entropy, now: Instant): AccessKey {
  return {
    id: `AKIA${randomText(entropy, BASE_32, 16)}`,
    secretAccessKey: randomText(entropy, BASE_64, 40),
    status: 'Active',
    createdAt: now,
  }
}

/** `session.issuedAt` should be `now`. */
export function newTemporaryAccessKey(
  entropy: Entropy,
  now: Instant,
  { session, expiresAt }: { session: Session; expiresAt: Instant },
): AccessKey {
  return {
    ...newAccessKey(entropy, now),
    id: `ASIA${randomText(entropy, BASE_32, 16)}`,
    temporary: { sessionToken: randomText(entropy, BASE_64, SESSION_TOKEN_LENGTH), expiresAt, session },
  }
}

/** The id of a new user (AIDA…) or role (AROA…). */
export function newPrincipalId(entropy: Entropy, kind: 'user' | 'role'): string {
  return `${kind === 'user' ? 'AIDA' : 'AROA'}${randomText(entropy, BASE_32, 17)}`
}

/** A temporary key has expired once its expiry is reached; other keys never expire. */
export function isExpired({ temporary }: AccessKey, now: Instant): boolean {
  return temporary !== undefined && now >= temporary.expiresAt
}
