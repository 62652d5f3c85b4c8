import { hash } from 'node:crypto'

/** The `at_hash` of an ID token (OpenID Connect Core, section 3.1.3.6): the left half of a SHA-256 digest. */
export function atHash(accessToken: string): string {
  return hash('sha256', accessToken, 'buffer').subarray(0, 16).toString('base64url')
}
