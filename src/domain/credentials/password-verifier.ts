import { createHmac, hkdfSync, type KeyObject } from 'node:crypto'
import { fromBigInt, toBigInt } from '../../kernel/cryptography/big-endian.ts'
import { equalInConstantTime } from '../../kernel/cryptography/constant-time.ts'
import { MODULUS, MODULUS_BYTES } from '../../kernel/cryptography/modular-exponentiation.ts'
import type { Entropy } from '../../kernel/entropy.ts'
import { type PasswordVerifier, type SrpIdentity, srpVerifier } from './srp.ts'

const SALT_BYTES = 16

/** What to store for a new password: a new salt and the SRP verifier, which does not reveal the password. */
export function newPassword(entropy: Entropy, identity: SrpIdentity, password: string): PasswordVerifier {
  const salt = entropy.bytes(SALT_BYTES)
  return { salt, verifier: srpVerifier(identity, password, salt) }
}

/** Checks a password that was sent in the clear. Takes about a millisecond, right or wrong. */
export function passwordMatches(stored: PasswordVerifier, identity: SrpIdentity, password: string): boolean {
  return equalInConstantTime(srpVerifier(identity, password, stored.salt), stored.verifier)
}

/**
 * Stands in for the password of a user who does not exist or has none, so that the same work and the same answers
 * follow (RFC 5054, section 2.5.1.3). No password matches it. Like a real user's, the salt never changes for a name in
 * a pool.
 * @param key a secret of this pool
 * @param username in the form used for look-ups, so that all spellings of a user's name share a salt
 */
export function absentPassword(key: KeyObject, username: string): PasswordVerifier {
  const salt = createHmac('sha256', key).update(`salt ${username}`).digest().subarray(0, SALT_BYTES)
  const wide = hkdfSync('sha256', key, '', `verifier ${nameDigest(key, username)}`, MODULUS_BYTES + 16)
  const root = toBigInt(new Uint8Array(wide)) % MODULUS
  const verifier = (root * root) % MODULUS // a square, since every power of 2 is a square modulo N
  return { salt, verifier: fromBigInt(verifier, MODULUS_BYTES) }
}

/** HKDF limits its info to 1024 bytes, so names are passed as digests. */
function nameDigest(key: KeyObject, username: string): string {
  return createHmac('sha256', key).update(`verifier ${username}`).digest('hex')
}
