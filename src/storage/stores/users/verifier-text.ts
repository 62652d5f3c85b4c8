import type { PasswordVerifier } from '../../../domain/credentials/srp.ts'

/** The form in which a verifier is sealed: JSON, both members in base64. */
export interface VerifierText {
  salt: string
  verifier: string
}

export function verifierText({ salt, verifier }: PasswordVerifier): VerifierText {
  return { salt: Buffer.from(salt).toString('base64'), verifier: Buffer.from(verifier).toString('base64') }
}

export function toVerifier({ salt, verifier }: VerifierText): PasswordVerifier {
  return { salt: Buffer.from(salt, 'base64'), verifier: Buffer.from(verifier, 'base64') }
}
