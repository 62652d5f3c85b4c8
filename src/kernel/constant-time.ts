import { hash, timingSafeEqual } from 'node:crypto'

/** Compares two secrets in a time that tells nothing of where they differ, whatever their lengths. */
export function equalInConstantTime(a: string | Uint8Array, b: string | Uint8Array): boolean {
  if (a instanceof Uint8Array && b instanceof Uint8Array && a.length === b.length)
    return timingSafeEqual(a, b)
  return timingSafeEqual(digest(a), digest(b)) // equal lengths, as timingSafeEqual demands
}

function digest(value: string | Uint8Array): Buffer {
  return hash('sha256', value, 'buffer')
}
