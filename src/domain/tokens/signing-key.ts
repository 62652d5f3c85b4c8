import { createHash } from 'node:crypto'
import { DAY, type Instant, MINUTE } from '../../kernel/clock.ts'
import type { RsaKeyPair } from '../../kernel/cryptography/rsa-key-pair.ts'

/** AWS: a pool signs its ID tokens with one key and its access tokens with another. */
export type TokenUse = 'id' | 'access'
export const TOKEN_USES: readonly TokenUse[] = ['id', 'access']

export interface SigningKey extends RsaKeyPair {
  /** The `kid` of tokens and of the key set. */
  readonly id: string
  readonly userPoolId: string
  readonly use: TokenUse
  readonly createdAt: Instant
  /** When another key replaced it; undefined while it signs. */
  readonly retiredAt?: Instant | undefined
}

/**
 * How long a key stays published after it signed its last token: AccessTokenValidity and IdTokenValidity are at most a
 * day, and other nodes learn within a minute that a key was retired.
 */
const PUBLISHED_FOR = DAY + 10 * MINUTE

export function isPublished(key: Pick<SigningKey, 'retiredAt'>, now: Instant): boolean {
  return key.retiredAt === undefined || now < key.retiredAt + PUBLISHED_FOR
}

/** Keys retired before this instant can be deleted. */
export function unpublishedBefore(now: Instant): Instant {
  return now - PUBLISHED_FOR
}

export function newSigningKey(
  userPoolId: string,
  use: TokenUse,
  pair: RsaKeyPair,
  createdAt: Instant,
): SigningKey {
  return { ...pair, id: keyId(pair.publicKey), userPoolId, use, createdAt }
}

/** AWS: 44 characters of standard base64, the last a `=`, as 32 bytes give. Ours is a digest of the public key. */
function keyId(publicKey: string): string {
  const base64 = publicKey.split('\n').filter((line) => !line.startsWith('-'))
  const der = Buffer.from(base64.join(''), 'base64')
  return createHash('sha256').update(der).digest('base64')
}
