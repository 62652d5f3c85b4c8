import type { Entropy } from '../../kernel/entropy.ts'

/** A new user's identifier. */
export function newSub(entropy: Entropy): string {
  return subOf(entropy.bytes(16))
}

/**
 * Formats sixteen bytes like the service's identifiers: five groups of hexadecimal digits as in a UUID, the third
 * beginning with 70 (version 7), without the variant bits of RFC 9562.
 */
export function subOf(bytes: Uint8Array): string {
  const own = Buffer.from(bytes.subarray(0, 16))
  own[6] = 0x70
  const hex = own.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

/** Whether a name may be a `sub`. Users moved in from elsewhere may have UUIDs of any version. */
export function isSubForm(name: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(name)
}
