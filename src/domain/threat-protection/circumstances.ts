import { createHash } from 'node:crypto'
import type { Instant } from '../../kernel/clock.ts'
import { parseIpAddress } from '../../kernel/ip-address.ts'
import type { Place } from './geolocation.ts'

/** When, where and by what a sign-in was tried. */
export interface Circumstances {
  readonly at: Instant
  /** Undefined where only the application's server is known, or nothing. */
  readonly ipAddress?: string | undefined
  readonly device: DeviceMarks
  readonly place: Place
}

/** By what a device is recognized. All of it is what the client says, so it never speaks for a sign-in by itself. */
export interface DeviceMarks {
  /** A digest of the user agent without its versions. */
  readonly agent?: string | undefined
  /** A digest of the id that the client's own data has. */
  readonly id?: string | undefined
}

/** An agent keeps its digest when it is updated. */
export function agentMark(userAgent: string | undefined): string | undefined {
  return userAgent ? mark(userAgent.replace(/[\d._]/g, '')) : undefined
}

/** A short digest: what clients send may be long, and needs not be readable. */
export function mark(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 16)
}

/**
 * The surroundings of an address, within which a user's address often changes: the /24 of IPv4, the /48 of IPv6 (RFC 6177:
 * a site's). Undefined if the text is not an address.
 */
export function surroundings(ipAddress: string | undefined): string | undefined {
  return networkOf(ipAddress, 24)
}

/**
 * Where guesses come from: an IPv4 address, or the /48 of IPv6, of which one guesser may have every /64. Undefined if the
 * text is not an address.
 */
export function guessingNetwork(ipAddress: string | undefined): string | undefined {
  return networkOf(ipAddress, 32)
}

/** An IPv6 address counts by the /48 of its site, for whatever purpose. */
function networkOf(ipAddress: string | undefined, bitsOfIpv4: number): string | undefined {
  const parsed = ipAddress === undefined ? undefined : parseIpAddress(ipAddress)
  if (!parsed) return undefined
  return parsed.bits === 32 ? `4 ${parsed.value >> BigInt(32 - bitsOfIpv4)}` : `6 ${parsed.value >> 80n}`
}

/** A device that once showed an id is recognized by it alone: the agent is easily guessed. */
export function isSameDevice(before: DeviceMarks, now: DeviceMarks): boolean {
  return before.id === undefined ? before.agent === now.agent : before.id === now.id
}
