import { hash } from 'node:crypto'
import { equalInConstantTime } from '../../../kernel/cryptography/constant-time.ts'

/** A SHA-256 digest in base64url (RFC 7636, section 4.2). */
const CHALLENGE = /^[\w-]{43}$/
/** RFC 7636, section 4.1. */
const VERIFIER = /^[\w.~-]{43,128}$/

/** AWS: only S256 is supported, and each of the two parameters needs the other. */
export function isCodeChallenge(challenge: string | undefined, method: string | undefined): boolean {
  if (challenge === undefined && method === undefined) return true
  return method === 'S256' && CHALLENGE.test(challenge ?? '')
}

/** Whether the verifier is the one that the challenge was made from. */
export function verifies(verifier: string, challenge: string): boolean {
  return VERIFIER.test(verifier) && equalInConstantTime(hash('sha256', verifier, 'base64url'), challenge)
}
