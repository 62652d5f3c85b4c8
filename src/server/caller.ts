import { isIP, isIPv4 } from 'node:net'
import type { HttpRequest } from '../wire/http-message.ts'

/**
 * The caller's address and whether it came by https. Each proxy appends the address that it saw to
 * X-Forwarded-For, so with `hops` trusted proxies the caller is the entry that many from the end; what stands
 * before it is the caller's own word.
 */
export function callerOf(
  headers: HttpRequest['headers'],
  hops: number,
  connection: { readonly address: string; readonly secure: boolean },
): { readonly remoteAddress: string; readonly secure: boolean } {
  const seen = addressOf(fromTheEnd(headers, 'x-forwarded-for', hops))
  const scheme = fromTheEnd(headers, 'x-forwarded-proto', hops)
  return {
    remoteAddress: seen ?? withoutMapping(connection.address),
    secure: scheme === undefined ? connection.secure : scheme.toLowerCase() === 'https',
  }
}

/** The entry `hops` from the end of a list, the first one if the list is shorter. */
function fromTheEnd(headers: HttpRequest['headers'], name: string, hops: number): string | undefined {
  if (hops === 0) return undefined
  const entries = headers
    .filter(([other]) => other === name)
    .flatMap(([, value]) => value.split(','))
    .map((entry) => entry.trim())
  return entries[Math.max(0, entries.length - hops)]
}

// Some proxies append the port: 192.0.2.1:4711, [2001:db8::1]:4711.
function addressOf(entry: string | undefined): string | undefined {
  if (entry === undefined) return undefined
  const bare = entry.replace(/^\[(.*)\](:\d+)?$/, '$1').replace(/^([\d.]+):\d+$/, '$1')
  return isIP(bare) === 0 ? undefined : withoutMapping(bare)
}

// A listener on :: sees IPv4 callers as ::ffff:192.0.2.1.
function withoutMapping(address: string): string {
  const isMapped = address.slice(0, MAPPED.length).toLowerCase() === MAPPED
  return isMapped && isIPv4(address.slice(MAPPED.length)) ? address.slice(MAPPED.length) : address
}

const MAPPED = '::ffff:'
