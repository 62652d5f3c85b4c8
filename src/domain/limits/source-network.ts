import { boundedCache } from '../../kernel/bounded-cache.ts'
import { parseIpAddress } from '../iam/conditions/ip-address.ts'

const HALF = 64n

const ADDRESSES_KEPT = 1000

/**
 * Whom an address stands for when failures are counted: an IPv4 address for itself, an IPv6 address for its /64, of
 * which whoever has one address has all (RFC 6177). Undefined for what is no address. Remembered, as most requests come
 * from where others came from just before.
 */
export const sourceNetwork = boundedCache(ADDRESSES_KEPT, networkOf)

function networkOf(address: string): string | undefined {
  const parsed = parseIpAddress(address)
  if (!parsed) return undefined
  if (parsed.bits === 128) return `${(parsed.value >> HALF).toString(16)}/64`
  return [24n, 16n, 8n, 0n].map((shift) => (parsed.value >> shift) & 0xffn).join('.')
}
