import { BlockList, isIP, type LookupFunction } from 'node:net'
import type { EndpointFault } from '../../domain/identity-providers/metadata-gateway.ts'
import { hostOf } from '../../kernel/web-address.ts'
import { hostResolver, type Resolve } from './resolve-host.ts'

/** The address must not be called. The message names no address, since it may reach a user. */
export class AddressRefused extends Error {
  override readonly name = 'AddressRefused'
  readonly fault: EndpointFault

  constructor(fault: EndpointFault) {
    super(`the address of an identity provider is refused: ${fault}`)
    this.fault = fault
  }
}

/** Decides which servers may be called. */
export interface AddressGuard {
  /** What is wrong with an address by its own text. */
  faultOf(address: string): EndpointFault | undefined
  /**
   * For `net.connect`: resolves a name, and refuses it with an {@link AddressRefused} if one of its addresses may not be
   * called. The connection then goes to the addresses that were looked at, so the name cannot change its mind between.
   */
  readonly lookup: LookupFunction
}

/** @param privateAddresses whether to allow all addresses, any port, and http */
export function addressGuard(privateAddresses: boolean, resolveAll: Resolve = hostResolver()): AddressGuard {
  return {
    faultOf(address) {
      if (!URL.canParse(address)) return 'malformed'
      const { protocol, port, username, password } = new URL(address)
      if (protocol !== 'https:' && protocol !== 'http:') return 'malformed'
      if (username !== '' || password !== '') return 'malformed'
      if (privateAddresses) return undefined
      if (protocol !== 'https:') return 'plain-http'
      return faultOfHost(hostOf(address)) ?? (port === '' ? undefined : 'port')
    },

    lookup(host, options, answer) {
      resolveAll(host).then(
        (found) => {
          const fault = privateAddresses
            ? undefined
            : found.map(({ address }) => faultOfIp(address)).find(Boolean)
          const [first] = found
          if (fault) answer(new AddressRefused(fault), '')
          else if (!first) answer(new Error(`${host} has no address`), '')
          else if (options.all) answer(null, [...found])
          else answer(null, first.address, first.family)
        },
        (error: Error) => answer(error, ''),
      )
    },
  }
}

/** A URL has an IPv4 address in its usual form by now, even if it was written as one number (WHATWG URL, 3.5). */
function faultOfHost(host: string): EndpointFault | undefined {
  if (isIP(host) !== 0) return faultOfIp(host)
  const name = host.endsWith('.') ? host.slice(0, -1) : host
  return name === 'localhost' || name.endsWith('.localhost') ? 'private' : undefined
}

function faultOfIp(address: string): EndpointFault | undefined {
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
  if (PRIVATE.check(address, family)) return 'private'
  if (RESERVED.check(address, family)) return 'reserved'
  return family === 'ipv6' && !isMapped(address) && !GLOBAL.check(address, family) ? 'reserved' : undefined
}

/** The lists look at the IPv4 address within (RFC 4291, section 2.5.5.2). */
function isMapped(address: string): boolean {
  return MAPPED.check(address, 'ipv6')
}

type Block = readonly [network: string, prefix: number]

// The registries of special-purpose addresses of IANA (RFC 6890).
const PRIVATE = blocks(
  [
    ['10.0.0.0', 8],
    ['100.64.0.0', 10],
    ['127.0.0.0', 8],
    ['169.254.0.0', 16],
    ['172.16.0.0', 12],
    ['192.168.0.0', 16],
  ],
  [
    ['::1', 128],
    ['fc00::', 7],
    ['fe80::', 10],
  ],
)
const RESERVED = blocks(
  [
    ['0.0.0.0', 8],
    ['192.0.0.0', 24],
    ['192.0.2.0', 24],
    ['192.88.99.0', 24],
    ['198.18.0.0', 15],
    ['198.51.100.0', 24],
    ['203.0.113.0', 24],
    ['224.0.0.0', 4],
    ['240.0.0.0', 4],
  ],
  [
    ['2001::', 23],
    ['2001:db8::', 32],
    ['2002::', 16], // carries an IPv4 address (6to4)
    ['3fff::', 20],
  ],
)
/** All other IPv6 addresses are reserved, among them those that carry an IPv4 address for a translator. */
const GLOBAL = blocks([], [['2000::', 3]])
const MAPPED = blocks([], [['::ffff:0:0', 96]])

function blocks(ipv4: readonly Block[], ipv6: readonly Block[]): BlockList {
  const list = new BlockList()
  for (const [network, prefix] of ipv4) list.addSubnet(network, prefix, 'ipv4')
  for (const [network, prefix] of ipv6) list.addSubnet(network, prefix, 'ipv6')
  return list
}
