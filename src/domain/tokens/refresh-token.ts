import { hash } from 'node:crypto'
import type { Entropy } from '../../kernel/entropy.ts'

/** AWS: a refresh token looks like a JWE in compact form (RFC 7516, section 3.1) that only AWS can decrypt. */
const HEADER = Buffer.from('{"cty":"JWT","enc":"A256GCM","alg":"RSA-OAEP"}').toString('base64url')
const KEY_BYTES = 256
const NONCE_BYTES = 12
const TAG_BYTES = 16
/** Gives 1733 characters in all, like the service's refresh tokens. */
const CIPHERTEXT_BYTES = 965

/**
 * A new refresh token. Everything after the header is random: the token carries no data, only the database knows it.
 */
export function newRefreshToken(entropy: Entropy): string {
  const chance = entropy.bytes(KEY_BYTES + NONCE_BYTES + CIPHERTEXT_BYTES + TAG_BYTES)
  let end = 0
  const parts = [KEY_BYTES, NONCE_BYTES, CIPHERTEXT_BYTES, TAG_BYTES].map((length) => {
    end += length
    return chance.toString('base64url', end - length, end)
  })
  return [HEADER, ...parts].join('.')
}

/** The form in which refresh tokens are stored. A plain digest is enough because the tokens cannot be guessed. */
export function refreshTokenDigest(refreshToken: string): string {
  return hash('sha256', refreshToken, 'base64')
}

/** Whether a text looks like an access or ID token: a JWS in compact form (RFC 7515, section 3.1). */
export function looksLikeJwt(token: string): boolean {
  return /^eyJ[\w-]*\.[\w-]+\.[\w-]+$/.test(token)
}
