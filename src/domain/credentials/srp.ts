import { createHmac, hash, hkdfSync } from 'node:crypto'
import { ServiceError } from '../../contract/service-error.ts'
import { equalInConstantTime } from '../../kernel/constant-time.ts'
import type { Entropy } from '../../kernel/entropy.ts'
import {
  isUsableBase,
  MODULUS,
  MODULUS_BYTES,
  modularExponentiation,
} from '../../kernel/modular-exponentiation.ts'
import { userPoolName } from '../user-pools/user-pool.ts'

// Secure Remote Password (RFC 2945, RFC 5054), server side, in the variant of the shipped clients: SHA-256,
// the 3072-bit group, integers hashed in their shortest signed form, a key of 16 bytes drawn with HKDF.

const GENERATOR = 2n
const MULTIPLIER = hashOfIntegers(MODULUS, GENERATOR)
const KEY_INFO = 'Caldera Derived Key'

/**
 * In whose name a password is hashed: for users the pool's name (the part of its id after `_`) and the
 * internal username, for devices the device group key and the device key.
 */
export interface SrpIdentity {
  readonly group: string
  readonly name: string
}

/** What is stored in place of a password. Both are secrets; the verifier stands for g^x mod N. */
export interface PasswordVerifier {
  readonly salt: Buffer
  readonly verifier: Buffer
}

/** The two public values of one run and the server's secret. */
export interface SrpExchange {
  readonly clientPublic: bigint
  readonly serverPublic: bigint
  readonly serverSecret: bigint
}

/** The client's last message: an HMAC under the agreed key over identity, secret block and time. */
export interface SrpProof {
  /** Decoded from base64. */
  readonly secretBlock: Uint8Array
  readonly timestamp: string
  /** Base64. */
  readonly signature: string
}

/** A user's identity in SRP, as `USER_ID_FOR_SRP` announces it. */
export function userIdentity(userPoolId: string, username: string): SrpIdentity {
  return { group: userPoolName(userPoolId), name: username }
}

/** v = g^x mod N in 384 bytes, x = H(salt, H(group name ":" password)), without Unicode normalization. */
export function srpVerifier(identity: SrpIdentity, password: string, salt: Uint8Array): Buffer {
  const inner = sha256(Buffer.from(`${identity.group}${identity.name}:${password}`))
  const x = toInteger(sha256(integerBytes(toInteger(salt)), inner))
  return fixedWidth(modularExponentiation(GENERATOR, x))
}

/**
 * Reads `SRP_A`. Any value below 2^3072 passes, 0 included: the service answers those with a challenge
 * too, and it is the proof that fails (see {@link provesPassword}).
 */
export function parseClientPublic(hex: string): bigint {
  const digits = hex.replace(/^0+(?=.)/, '')
  if (digits.length > 2 * MODULUS_BYTES || !/^[0-9a-f]+$/i.test(digits)) throw invalidClientPublic()
  return BigInt(`0x${digits}`)
}

/** Draws the server's secret b and makes B = k·v + g^b mod N. */
export function beginExchange(entropy: Entropy, verifier: Uint8Array, clientPublic: bigint): SrpExchange {
  const serverSecret = toInteger(entropy.bytes(32)) + 1n // never 0
  return { clientPublic, serverSecret, serverPublic: serverPublicKey(verifier, serverSecret) }
}

export function serverPublicKey(verifier: Uint8Array, serverSecret: bigint): bigint {
  return (MULTIPLIER * toInteger(verifier) + modularExponentiation(GENERATOR, serverSecret)) % MODULUS
}

/** `SRP_B` as the service writes it: 768 lower-case digits. */
export function publicKeyText(key: bigint): string {
  return fixedWidth(key).toString('hex')
}

/** Whether the client knows the password behind `verifier`. */
export function provesPassword(
  identity: SrpIdentity,
  verifier: Uint8Array,
  exchange: SrpExchange,
  proof: SrpProof,
): boolean {
  const key = sharedKey(toInteger(verifier), exchange)
  if (!key) return false
  const expected = createHmac('sha256', key)
    .update(identity.group)
    .update(identity.name)
    .update(proof.secretBlock)
    .update(proof.timestamp)
    .digest()
  return equalInConstantTime(expected, Buffer.from(proof.signature, 'base64'))
}

/** The key from S = (A · v^u)^b mod N, or undefined where S could be known without the password. */
function sharedKey(verifier: bigint, exchange: SrpExchange): Buffer | undefined {
  const { clientPublic, serverPublic, serverSecret } = exchange
  const u = hashOfIntegers(clientPublic, serverPublic)
  // With A ≡ 0 (mod N) the shared secret is 0 for anybody (RFC 5054, 2.5.4); 1 and N − 1 are as telling.
  if (u === 0n || !isUsableBase(clientPublic % MODULUS) || !isUsableBase(verifier)) return undefined
  const base = (clientPublic * modularExponentiation(verifier, u)) % MODULUS
  if (!isUsableBase(base)) return undefined
  const s = modularExponentiation(base, serverSecret)
  return Buffer.from(hkdfSync('sha256', integerBytes(s), integerBytes(u), KEY_INFO, 16))
}

/** The shortest two's-complement form of a non-negative integer: 00 goes before a first byte of 80 or more. */
export function integerBytes(value: bigint): Buffer {
  const hex = value.toString(16)
  const even = hex.length % 2 === 0 ? hex : `0${hex}`
  return Buffer.from(/^[89a-f]/.test(even) ? `00${even}` : even, 'hex')
}

function hashOfIntegers(a: bigint, b: bigint): bigint {
  return toInteger(sha256(integerBytes(a), integerBytes(b)))
}

function sha256(...parts: readonly Uint8Array[]): Buffer {
  return hash('sha256', Buffer.concat(parts), 'buffer')
}

function toInteger(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes).toString('hex') || '0'}`)
}

function fixedWidth(value: bigint): Buffer {
  return Buffer.from(value.toString(16).padStart(2 * MODULUS_BYTES, '0'), 'hex')
}

/** Deviation: the type is the service's, the text is ours. */
const invalidClientPublic = () => new ServiceError('InvalidParameterException', 'Invalid SRP_A')
