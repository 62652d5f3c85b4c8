import { equalInConstantTime } from './cryptography/constant-time.ts'

/** Whether an Authorization header contains exactly this token (RFC 6750, section 2.1). */
export function bearsToken(authorization: string | null | undefined, token: string): boolean {
  const [, sent] = /^bearer +(\S+) *$/i.exec(authorization ?? '') ?? []
  return sent !== undefined && equalInConstantTime(sent, token)
}
