import { createHmac, hash } from 'node:crypto'
import { ServiceError } from '../../contract/service-error.ts'
import { fromBigInt, isZero, shortestSigned, toBigInt } from '../../kernel/cryptography/big-endian.ts'
import { equalInConstantTime } from '../../kernel/cryptography/constant-time.ts'
import {
  isUsableBase,
  MODULUS,
  MODULUS_BYTES,
  modularExponentiation,
  residueOf,
} from '../../kernel/cryptography/modular-exponentiation.ts'
import type { Entropy } from '../../kernel/entropy.ts'
import { userPoolName } from '../user-pools/user-pool.ts'

// Secure Remote Password (RFC 2945, RFC 5054), server side, in the variant of the AWS clients: SHA-256, the 3072-bit
// group, integers hashed in their shortest signed form, a 16-byte key derived with HKDF.

const GENERATOR = Buffer.of(2)
const MULTIPLIER = toBigInt(hashOfIntegers(fromBigInt(MODULUS, MODULUS_BYTES), GENERATOR))
const KEY_INFO = 'Caldera Derived Key'
const KEY_BYTES = 16

/**
 * The names that are hashed with a password: for users the pool's name (the part of its id after `_`) and the internal
 * username, for devices the device group key and the device key.
 */
export interface SrpIdentity {
  readonly group: string
  readonly name: string
}

/** What is stored instead of a password. Both are secrets; the verifier is g^x mod N. */
export interface PasswordVerifier {
  readonly salt: Buffer
  readonly verifier: Buffer
}

/** The two public values of one run, {@link MODULUS_BYTES} each, and the server's secret, {@link SECRET_BYTES}. */
export interface SrpExchange {
  readonly clientPublic: Buffer
  readonly serverPublic: Buffer
  readonly serverSecret: Buffer
}

export const SECRET_BYTES = 32

/** The client's last message: an HMAC of identity, secret block and time with the shared key. */
export interface SrpProof {
  /** Decoded from base64. */
  readonly secretBlock: Uint8Array
  readonly timestamp: string
  /** Base64. */
  readonly signature: string
}

/** A user's identity in SRP, as sent in `USER_ID_FOR_SRP`. */
export function userIdentity(userPoolId: string, username: string): SrpIdentity {
  return { group: userPoolName(userPoolId), name: username }
}

/** v = g^x mod N in 384 bytes, x = H(salt, H(group name ":" password)), without Unicode normalization. */
export function srpVerifier(identity: SrpIdentity, password: string, salt: Uint8Array): Buffer {
  const inner = sha256(Buffer.from(`${identity.group}${identity.name}:${password}`))
  return modularExponentiation(GENERATOR, sha256(shortestSigned(salt), inner))
}

/**
 * Parses `SRP_A`. Accepts any value below 2^3072, even 0: like the service, we return a challenge for it and then
 * refuse the proof (see {@link provesPassword}).
 */
export function parseClientPublic(hex: string): Buffer {
  const digits = hex.replace(/^0+/, '')
  const isTooLong = digits.length > 2 * MODULUS_BYTES
  if (hex === '' || isTooLong || !/^[0-9a-f]*$/i.test(digits)) throw invalidClientPublic()
  return Buffer.from(digits.padStart(2 * MODULUS_BYTES, '0'), 'hex')
}

/** Draws the server's secret b and computes B = k·v + g^b mod N. */
export function beginExchange(entropy: Entropy, verifier: Uint8Array, clientPublic: Buffer): SrpExchange {
  const serverSecret = entropy.bytes(SECRET_BYTES)
  return { clientPublic, serverSecret, serverPublic: serverPublicKey(verifier, serverSecret) }
}

export function serverPublicKey(verifier: Uint8Array, serverSecret: Uint8Array): Buffer {
  const power = toBigInt(modularExponentiation(GENERATOR, serverSecret))
  return fromBigInt((MULTIPLIER * toBigInt(verifier) + power) % MODULUS, MODULUS_BYTES)
}

/** Whether the client knows the password behind `verifier`. */
export function provesPassword(
  identity: SrpIdentity,
  verifier: Uint8Array,
  exchange: SrpExchange,
  proof: SrpProof,
): boolean {
  const key = sharedKey(verifier, exchange)
  if (!key) return false
  const expected = hmac(key, identity.group, identity.name, proof.secretBlock, proof.timestamp)
  return equalInConstantTime(expected, Buffer.from(proof.signature, 'base64'))
}

/** The key from S = (A · v^u)^b mod N, or undefined if S could be computed without the password. */
function sharedKey(verifier: Uint8Array, exchange: SrpExchange): Buffer | undefined {
  const { clientPublic, serverPublic, serverSecret } = exchange
  const u = hashOfIntegers(clientPublic, serverPublic)
  const a = residueOf(clientPublic)
  // With A ≡ 0 (mod N) anyone knows the shared secret, 0 (RFC 5054, section 2.5.4). 1 and N − 1 reveal it as well.
  if (isZero(u) || !isUsableBase(a) || !isUsableBase(verifier)) return undefined
  const power = toBigInt(modularExponentiation(verifier, u))
  const base = fromBigInt((toBigInt(a) * power) % MODULUS, MODULUS_BYTES)
  if (!isUsableBase(base)) return undefined
  return derivedKey(modularExponentiation(base, serverSecret), u)
}

/** One block of HKDF-SHA-256 (RFC 5869). Computed with HMAC, since `hkdfSync` takes several times as long. */
function derivedKey(sharedSecret: Uint8Array, u: Uint8Array): Buffer {
  const pseudoRandomKey = hmac(shortestSigned(u), shortestSigned(sharedSecret))
  return hmac(pseudoRandomKey, KEY_INFO, Buffer.of(1)).subarray(0, KEY_BYTES)
}

function hashOfIntegers(a: Uint8Array, b: Uint8Array): Buffer {
  return sha256(shortestSigned(a), shortestSigned(b))
}

function sha256(...parts: readonly Uint8Array[]): Buffer {
  return hash('sha256', Buffer.concat(parts), 'buffer')
}

function hmac(key: Uint8Array, ...parts: ReadonlyArray<string | Uint8Array>): Buffer {
  const code = createHmac('sha256', key)
  for (const part of parts) code.update(part)
  return code.digest()
}

/** Deviation: the error type is the service's, the message is ours. */
const invalidClientPublic = () => new ServiceError('InvalidParameterException', 'Invalid SRP_A')
