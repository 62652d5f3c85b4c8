import { createHmac, hkdfSync, type KeyObject } from 'node:crypto'
import { fromBigInt, toBigInt } from '../../kernel/big-endian.ts'
import { equalInConstantTime } from '../../kernel/constant-time.ts'
import type { Entropy } from '../../kernel/entropy.ts'
import { MODULUS, MODULUS_BYTES } from '../../kernel/modular-exponentiation.ts'
import { type PasswordVerifier, type SrpIdentity, srpVerifier } from './srp.ts'

const SALT_BYTES = 16

/** What to store for a new password: a fresh salt and the SRP verifier, from which the password can't be read. */
export function newPassword(entropy: Entropy, identity: SrpIdentity, password: string): PasswordVerifier {
  const salt = entropy.bytes(SALT_BYTES)
  return { salt, verifier: srpVerifier(identity, password, salt) }
}

/** Checks a password sent in the clear: about a millisecond of work, whatever the outcome. */
export function passwordMatches(stored: PasswordVerifier, identity: SrpIdentity, password: string): boolean {
  return equalInConstantTime(srpVerifier(identity, password, stored.salt), stored.verifier)
}

/**
 * Stands in for the password of a user who doesn't exist or has none, so that the same work follows and the same
 * answers are given (RFC 5054, 2.5.1.3): no password matches it. The salt is the same for the same name in the
 * same pool, as a real user's would be. `key` is a secret of the pool's own.
 * @param username in the form that look-ups use, so that spellings which name one user share a salt
 */
export function absentPassword(key: KeyObject, username: string): PasswordVerifier {
  const salt = createHmac('sha256', key).update(`salt ${username}`).digest().subarray(0, SALT_BYTES)
  const wide = hkdfSync('sha256', key, '', `verifier ${nameDigest(key, username)}`, MODULUS_BYTES + 16)
  const root = toBigInt(new Uint8Array(wide)) % MODULUS
  const verifier = (root * root) % MODULUS // a square, as every power of 2 is one modulo N
  return { salt, verifier: fromBigInt(verifier, MODULUS_BYTES) }
}

/** HKDF's info is limited to 1024 bytes: names go in as digests. */
function nameDigest(key: KeyObject, username: string): string {
  return createHmac('sha256', key).update(`verifier ${username}`).digest('hex')
}
