import { hash, timingSafeEqual } from 'node:crypto'

/**
 * Compares two secrets of any lengths in a time that does not depend on where they differ. It shows whether their lengths
 * are the same.
 */
export function equalInConstantTime(a: string | Uint8Array, b: string | Uint8Array): boolean {
  const [left, right] = [bytesOf(a), bytesOf(b)]
  if (left.length === right.length) return timingSafeEqual(left, right)
  return timingSafeEqual(digest(left), digest(right)) // equal lengths, as timingSafeEqual requires
}

function bytesOf(value: string | Uint8Array): Uint8Array {
  return typeof value === 'string' ? Buffer.from(value) : value
}

function digest(value: Uint8Array): Buffer {
  return hash('sha256', value, 'buffer')
}
