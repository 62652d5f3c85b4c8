import { hash, timingSafeEqual } from 'node:crypto'

/** Compares two secrets of any lengths in a time that does not depend on where they differ. */
export function equalInConstantTime(a: string | Uint8Array, b: string | Uint8Array): boolean {
  if (a instanceof Uint8Array && b instanceof Uint8Array && a.length === b.length)
    return timingSafeEqual(a, b)
  return timingSafeEqual(digest(a), digest(b)) // equal lengths, as timingSafeEqual requires
}

function digest(value: string | Uint8Array): Buffer {
  return hash('sha256', value, 'buffer')
}
