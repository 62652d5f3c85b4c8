import { createCipheriv, createDecipheriv, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto'
import type { Entropy } from '../entropy.ts'

const VERSION = 1
const NONCE_BYTES = 12
const TAG_BYTES = 16
const HEAD_BYTES = 1 + NONCE_BYTES + TAG_BYTES

/**
 * A 256-bit key for one purpose, derived from the root key (HKDF-SHA-256, RFC 5869). Different purposes give
 * independent keys; include the pool in the purpose to get a key per pool.
 */
export function deriveKey(root: KeyObject, purpose: string): KeyObject {
  return createSecretKey(Buffer.from(hkdfSync('sha256', root, '', purpose, 32)))
}

/**
 * Encrypts and authenticates with AES-256-GCM (NIST SP 800-38D). `context` says where the result belongs (for example
 * table, column, row id) and is not stored; in another place the result cannot be opened. Nonces are random, so use one
 * key for at most 2^32 texts (section 8.3 of that publication): derive a key per purpose.
 * @param key 256 bits
 * @returns version byte, nonce, tag and ciphertext: 29 bytes more than the plaintext
 */
export function seal(
  key: KeyObject,
  entropy: Entropy,
  plaintext: string | Uint8Array,
  context: readonly string[],
): Buffer {
  const nonce = entropy.bytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
  cipher.setAAD(associatedData(VERSION, context))
  const ciphertext = cipher.update(Buffer.from(plaintext))
  cipher.final() // completes the tag; no text is left to return
  return Buffer.concat([Buffer.of(VERSION), nonce, cipher.getAuthTag(), ciphertext])
}

/** The plaintext of a result of {@link seal}, or undefined if the key or context differs or a byte was changed. */
export function open(key: KeyObject, sealed: Uint8Array, context: readonly string[]): Buffer | undefined {
  if (sealed.length < HEAD_BYTES || sealed[0] !== VERSION) return undefined
  const nonce = sealed.subarray(1, 1 + NONCE_BYTES)
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
  decipher.setAAD(associatedData(VERSION, context))
  decipher.setAuthTag(sealed.subarray(1 + NONCE_BYTES, HEAD_BYTES))
  const plaintext = decipher.update(sealed.subarray(HEAD_BYTES))
  try {
    decipher.final() // checks the tag; no text is left to return
    return plaintext
  } catch {
    return undefined
  }
}

/** JSON distinguishes `['ab', 'c']` from `['a', 'bc']`. */
function associatedData(version: number, context: readonly string[]): Buffer {
  return Buffer.from(JSON.stringify([version, ...context]))
}
