import { createHmac } from 'node:crypto'
import type { Clock } from '../../src/kernel/clock.ts'

// An authenticator app, independent of the library that the server uses: RFC 6238 with HMAC-SHA-1, six digits and steps
// of 30 seconds.

export const STEP = 30_000

/** The code that an app with this secret shows at an instant, in milliseconds since 1970. */
export function codeAt(secret: string, instant: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(instant / STEP)))
  const digest = createHmac('sha1', fromBase32(secret)).update(counter).digest()
  const offset = (digest.at(-1) ?? 0) & 15
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

/** Stands still from its first use on, so that a code lasts as long as its test. */
export function standingClock(): Clock {
  let instant: number | undefined
  return () => {
    instant ??= Date.now()
    return instant
  }
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** RFC 4648, section 6, without padding. */
export function fromBase32(text: string): Buffer {
  const bits = [...text].map((letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, '0')).join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
}
