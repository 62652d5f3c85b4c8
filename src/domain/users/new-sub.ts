import type { Entropy } from '../../kernel/entropy.ts'

/**
 * A new user's identifier in the form of the service's: five groups of hexadecimal digits like a UUID, the third
 * beginning with 70 (version 7), without the variant bits of RFC 9562.
 */
export function newSub(entropy: Entropy): string {
  const bytes = entropy.bytes(16)
  bytes[6] = 0x70
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
