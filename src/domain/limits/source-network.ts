import { parseIpAddress } from '../../kernel/ip-address.ts'

const HALF = 64n

/**
 * The network that limits are counted for: an IPv4 address itself, or the /64 of an IPv6 address, since a host in a /64 can
 * use all of its addresses (RFC 6177). A limit refuses everybody in the network, so it takes no larger one; threat
 * protection, which only adds points, takes the /48 of a site. Undefined if the text is not an address.
 */
export function sourceNetwork(address: string): string | undefined {
  const parsed = parseIpAddress(address)
  if (!parsed) return undefined
  if (parsed.bits === 128) return `${(parsed.value >> HALF).toString(16)}/64`
  return [24n, 16n, 8n, 0n].map((shift) => (parsed.value >> shift) & 0xffn).join('.')
}
