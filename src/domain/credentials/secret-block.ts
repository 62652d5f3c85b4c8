import type { KeyObject } from 'node:crypto'
import type { Instant } from '../../kernel/clock.ts'
import { withoutLeadingZeros } from '../../kernel/cryptography/big-endian.ts'
import { open, seal } from '../../kernel/cryptography/encryption.ts'
import { MODULUS_BYTES } from '../../kernel/cryptography/modular-exponentiation.ts'
import type { Entropy } from '../../kernel/entropy.ts'
import type { SingleUse } from './consumed-token-store.ts'
import { SECRET_BYTES, type SrpExchange } from './srp.ts'

/** For whom a secret block was made; no other owner can open it. */
export interface SecretBlockOwner {
  readonly userPoolId: string
  readonly clientId: string
  /** The internal username, or the requested name if the user does not exist. */
  readonly username: string
  /** In device sign-in, the device's key. */
  readonly deviceKey?: string | undefined
  /** In a sign-in by custom challenges, its rounds so far: the proof counts in it alone. */
  readonly rounds?: string | undefined
}

/** The state between challenge and proof, which the client carries for us. The proof uses it up. */
export interface SecretBlock extends SingleUse {
  readonly exchange: SrpExchange
}

/** The sealed content: id, expiry in milliseconds, b, A, B, and zeros. */
const ID_BYTES = 16
const TIME_BYTES = 6
const TIME_AT = ID_BYTES
const SECRET_AT = TIME_AT + TIME_BYTES
const CLIENT_PUBLIC_AT = SECRET_AT + SECRET_BYTES
const SERVER_PUBLIC_AT = CLIENT_PUBLIC_AT + MODULUS_BYTES

/**
 * AWS: a block is as long as A in decimal plus this (1340 characters for an A of one digit, 2572 for one as long as the
 * group). Zeros pad our content to that length.
 */
const LENGTH_BESIDE_A = 975

/** Makes a `SECRET_BLOCK`: base64 of the exchange, encrypted and bound to its owner. */
export function sealSecretBlock(
  key: KeyObject,
  entropy: Entropy,
  owner: SecretBlockOwner,
  exchange: SrpExchange,
  expiresAt: Instant,
): string {
  const content = Buffer.alloc(LENGTH_BESIDE_A + decimalDigits(exchange.clientPublic))
  content.set(entropy.bytes(ID_BYTES))
  content.writeUIntBE(expiresAt, TIME_AT, TIME_BYTES)
  content.set(exchange.serverSecret, SECRET_AT)
  content.set(exchange.clientPublic, CLIENT_PUBLIC_AT)
  content.set(exchange.serverPublic, SERVER_PUBLIC_AT)
  return seal(key, entropy, content, contextOf(owner)).toString('base64')
}

/** The content of a secret block, or undefined if it is forged, expired or another owner's. */
export function openSecretBlock(
  key: KeyObject,
  block: Uint8Array,
  owner: SecretBlockOwner,
  now: Instant,
): SecretBlock | undefined {
  const content = open(key, block, contextOf(owner))
  if (!content) return undefined
  const expiresAt = content.readUIntBE(TIME_AT, TIME_BYTES)
  if (now > expiresAt) return undefined
  const exchange = {
    clientPublic: content.subarray(CLIENT_PUBLIC_AT, SERVER_PUBLIC_AT),
    serverPublic: content.subarray(SERVER_PUBLIC_AT, SERVER_PUBLIC_AT + MODULUS_BYTES),
    serverSecret: content.subarray(SECRET_AT, CLIENT_PUBLIC_AT),
  }
  return { id: content.toString('hex', 0, ID_BYTES), expiresAt, exchange }
}

/** About the number of decimal digits; estimated, because converting the number would take far longer. */
function decimalDigits(number: Uint8Array): number {
  const { length, 0: first = 0 } = withoutLeadingZeros(number)
  const bits = length * 8 - Math.clz32(first) + 24
  return Math.floor(Math.max(bits - 1, 0) * Math.log10(2)) + 1
}

function contextOf(owner: SecretBlockOwner): string[] {
  const { userPoolId, clientId, username, deviceKey = '', rounds } = owner
  const context = ['srp exchange', userPoolId, clientId, username, deviceKey]
  return rounds === undefined ? context : [...context, rounds]
}
