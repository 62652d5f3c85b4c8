/** An address as a number. An IPv4 address mapped into IPv6 (RFC 4291 section 2.5.5.2) counts as the IPv4 address. */
export interface IpAddress {
  readonly bits: 32 | 128
  readonly value: bigint
}

/** A block of addresses in CIDR notation (RFC 4632); a single address is a block of its own. */
export interface IpBlock {
  readonly bits: 32 | 128
  /** The leading `prefix` bits of the addresses. */
  readonly network: bigint
  readonly prefix: number
}

const MAPPED = 0xffffn

/** Undefined if the text is not an address. Ignores a zone (`%eth0`). */
export function parseIpAddress(text: string): IpAddress | undefined {
  const zone = text.indexOf('%')
  const address = zone === -1 ? text : text.slice(0, zone)
  if (!address.includes(':')) return parseIpv4(address)
  const value = parseIpv6(address)
  if (value === undefined) return undefined
  return value >> 32n === MAPPED ? { bits: 32, value: value & 0xffffffffn } : { bits: 128, value }
}

/** Undefined if the text is neither an address nor a block. */
export function parseIpBlock(text: string): IpBlock | undefined {
  const [address = '', prefixText, ...rest] = text.split('/')
  const parsed = address.includes('%') ? undefined : parseIpAddress(address)
  if (parsed === undefined || rest.length > 0) return undefined
  if (prefixText === undefined) return { bits: parsed.bits, network: parsed.value, prefix: parsed.bits }
  if (!/^\d{1,3}$/.test(prefixText)) return undefined
  // The prefix length of a mapped address counts from the start of the IPv6 address.
  const prefix = Number(prefixText) - (address.includes(':') && parsed.bits === 32 ? 96 : 0)
  if (prefix < 0 || prefix > parsed.bits) return undefined
  return { bits: parsed.bits, network: parsed.value >> BigInt(parsed.bits - prefix), prefix }
}

export function isInBlock(address: IpAddress, block: IpBlock): boolean {
  return address.bits === block.bits && address.value >> BigInt(block.bits - block.prefix) === block.network
}

function parseIpv4(text: string): IpAddress | undefined {
  const parts = text.split('.')
  if (parts.length !== 4) return undefined
  let value = 0n
  for (const part of parts) {
    if (!/^(?:0|[1-9]\d{0,2})$/.test(part) || Number(part) > 255) return undefined
    value = (value << 8n) | BigInt(part)
  }
  return { bits: 32, value }
}

/** RFC 4291 section 2.2: groups, `::` at most once, and a dotted IPv4 address in place of the last two groups. */
function parseIpv6(text: string): bigint | undefined {
  const halves = text.split('::')
  if (halves.length > 2) return undefined
  const head = parseGroups(halves[0] ?? '', halves.length === 1)
  const tail = halves.length === 2 ? parseGroups(halves[1] ?? '', true) : []
  if (head === undefined || tail === undefined) return undefined
  const missing = 8 - head.length - tail.length
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined
  const groups = [...head, ...Array<bigint>(missing).fill(0n), ...tail]
  return groups.reduce((value, group) => (value << 16n) | group, 0n)
}

function parseGroups(text: string, last: boolean): bigint[] | undefined {
  if (text === '') return []
  const groups: bigint[] = []
  const parts = text.split(':')
  for (const [index, part] of parts.entries()) {
    if (/^[0-9A-Fa-f]{1,4}$/.test(part)) {
      groups.push(BigInt(`0x${part}`))
      continue
    }
    const dotted = last && index === parts.length - 1 ? parseIpv4(part) : undefined
    if (dotted === undefined) return undefined
    groups.push(dotted.value >> 16n, dotted.value & 0xffffn)
  }
  return groups
}
