import { Secret, TOTP } from 'otpauth'
import type { Instant } from '../../kernel/clock.ts'
import type { Entropy } from '../../kernel/entropy.ts'

/** AWS: RFC 6238 with HMAC-SHA-1, six digits and steps of 30 seconds. */
const FORM = { algorithm: 'SHA1', digits: 6, period: 30 } as const
/** Steps by which the clock of the app may be behind or ahead. */
const DRIFT = 1
/** AWS: 52 characters in base32. */
const SECRET_BYTES = 32

export function newSecret(entropy: Entropy): Buffer {
  return entropy.bytes(SECRET_BYTES)
}

/** The secret in base32 (RFC 4648, section 6) without padding, as users give it to their apps. */
export function secretText(secret: Uint8Array): string {
  return new Secret({ buffer: exactly(secret) }).base32
}

/** The secret that {@link secretText} wrote. */
export function secretFromText(text: string): Buffer {
  return Buffer.from(Secret.fromBase32(text).buffer)
}

/** The time step that a code belongs to, or undefined for a wrong code. Compares in constant time. */
export function stepOfCode(secret: Uint8Array, code: string, now: Instant): number | undefined {
  if (!/^[0-9]{6}$/.test(code)) return undefined
  const key = new Secret({ buffer: exactly(secret) })
  const drift = TOTP.validate({ token: code, secret: key, timestamp: now, window: DRIFT, ...FORM })
  return drift === null ? undefined : TOTP.counter({ timestamp: now, period: FORM.period }) + drift
}

/** A Buffer may be a part of a larger piece of memory, which the library would take as a whole. */
function exactly(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer
}
