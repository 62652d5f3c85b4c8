import type { PasswordVerifier } from '../../credentials/srp.ts'
import type { PasswordRecord } from '../../credentials/stored-password.ts'

/** An SRP verifier: salt and v = g^x mod N (RFC 5054), both in base64. */
export interface VerifierText {
  readonly salt: string
  readonly verifier: string
}

export interface PasswordText {
  readonly current: VerifierText
  readonly former: readonly VerifierText[]
  readonly setAt: number
  readonly expiresAt?: number | undefined
}

export function toPasswordText({ current, former, setAt, expiresAt }: PasswordRecord): PasswordText {
  return { current: toVerifierText(current), former: former.map(toVerifierText), setAt, expiresAt }
}

export function toStoredPassword({ current, former, setAt, expiresAt }: PasswordText): PasswordRecord {
  return { current: toVerifier(current), former: former.map(toVerifier), setAt, expiresAt }
}

export function toVerifierText({ salt, verifier }: PasswordVerifier): VerifierText {
  return { salt: salt.toString('base64'), verifier: verifier.toString('base64') }
}

export function toVerifier({ salt, verifier }: VerifierText): PasswordVerifier {
  return { salt: Buffer.from(salt, 'base64'), verifier: Buffer.from(verifier, 'base64') }
}
