import type { PasswordRecord } from '../../../domain/credentials/stored-password.ts'
import { toVerifier, type VerifierText, verifierText } from './verifier-text.ts'

/** The form in which a password is sealed: JSON. */
interface PasswordText extends Omit<PasswordRecord, 'current' | 'former'> {
  current: VerifierText
  former: VerifierText[]
}

export function passwordText({ current, former, setAt, expiresAt }: PasswordRecord): string {
  const text: PasswordText = {
    current: verifierText(current),
    former: former.map(verifierText),
    setAt,
    expiresAt,
  }
  return JSON.stringify(text)
}

export function toPassword(text: string): PasswordRecord {
  const password = JSON.parse(text) as PasswordText
  return { ...password, current: toVerifier(password.current), former: password.former.map(toVerifier) }
}
