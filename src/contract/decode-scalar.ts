import type { Instant } from '../kernel/clock.ts'
import { unexpected, unreadable } from './serialization.ts'

/** The deepest nesting of a document: far more than any real one has, far less than exhausts the stack. */
const DEEPEST_DOCUMENT = 100
const LAST_INSTANT = 8.64e15 // ECMA-262, Time Values and Time Range

/** Half a surrogate pair has no UTF-8 form, but an escape can contain one. */
export function decodeString(json: unknown): string {
  if (typeof json !== 'string') return unexpected(json, 'a String')
  if (!json.isWellFormed()) throw unreadable()
  return json
}

const TRUE = /^(true|yes)$/i
const FALSE = /^(false|no)$/i

/** AWS: was observed to accept a text; which texts mean what is our choice (docs/deviations.md, "booleans as text"). */
export function decodeBoolean(json: unknown): boolean {
  if (typeof json === 'boolean') return json
  if (typeof json === 'string' && TRUE.test(json)) return true
  if (typeof json === 'string' && FALSE.test(json)) return false
  return unexpected(json, 'a Boolean')
}

/** A whole number in −limit … limit − 1. AWS: drops the fraction instead of refusing it. */
export function decodeNumber(json: unknown, limit: number, wanted: string): number {
  if (typeof json !== 'number') return unexpected(json, wanted)
  const whole = Math.trunc(json) + 0 // + 0: no negative zero
  return whole >= -limit && whole < limit ? whole : unexpected(json, wanted)
}

/** Epoch seconds to an instant. */
export function decodeTimestamp(json: unknown): Instant {
  if (typeof json !== 'number') return unexpected(json, 'a Date')
  const instant = Math.round(json * 1000) + 0
  return Math.abs(instant) <= LAST_INSTANT ? instant : unexpected(json, 'a Date')
}

/** Base64 with padding (RFC 4648 section 4). */
export function decodeBlob(json: unknown): Uint8Array {
  if (typeof json !== 'string') return unexpected(json, 'a ByteBuffer')
  const bytes = Buffer.from(json, 'base64')
  if (bytes.toString('base64') !== json) throw unreadable()
  return new Uint8Array(bytes)
}

/** Any JSON value; its objects have no prototype, since their keys come from the request. */
export function decodeDocument(json: unknown): unknown {
  return copy(json, 0)
}

function copy(json: unknown, depth: number): unknown {
  if (typeof json === 'string') return decodeString(json)
  if (typeof json !== 'object' || json === null) return json
  if (depth === DEEPEST_DOCUMENT) throw unreadable()
  if (Array.isArray(json)) return json.map((element) => copy(element, depth + 1))
  const object: Record<string, unknown> = Object.create(null)
  for (const [key, value] of Object.entries(json)) object[decodeString(key)] = copy(value, depth + 1)
  return object
}
