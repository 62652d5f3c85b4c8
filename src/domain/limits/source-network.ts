import { parseIpAddress } from '../iam/conditions/ip-address.ts'

const HALF = 64n

/**
 * Whom an address stands for when failures are counted: an IPv4 address for itself, an IPv6 address for its /64, of
 * which whoever has one address has all (RFC 6177). Undefined for what is no address.
 */
export function sourceNetwork(address: string): string | undefined {
  const parsed = parseIpAddress(address)
  if (!parsed) return undefined
  if (parsed.bits === 128) return `${(parsed.value >> HALF).toString(16)}/64`
  return [24n, 16n, 8n, 0n].map((shift) => (parsed.value >> shift) & 0xffn).join('.')
}
