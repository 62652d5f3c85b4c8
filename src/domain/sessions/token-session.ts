import type { Instant } from '../../kernel/clock.ts'
import type { Entropy } from '../../kernel/entropy.ts'
import { DIGITS, LOWER_CASE, randomText } from '../../kernel/identifiers.ts'
import { deviceType } from './device-type.ts'
import type { RequestOrigin } from './request-origin.ts'

/** A tracked sign-in as users and administrators see it. It begins and ends with its family of tokens. */
export interface TokenSession {
  readonly id: string
  readonly lastActiveAt: Instant
  readonly deviceType: string
  readonly ipAddress: string
}

/** AWS: 28 lower-case letters and digits, beginning with `tkn`. */
export function newTokenSession(entropy: Entropy, origin: RequestOrigin, now: Instant): TokenSession {
  return { id: `tkn${randomText(entropy, DIGITS + LOWER_CASE, 25)}`, ...activity(origin, now) }
}

/** The members that each sign-in, refresh and rotation overwrites. */
export function activity(origin: RequestOrigin, now: Instant): Omit<TokenSession, 'id'> {
  return {
    lastActiveAt: now,
    deviceType: deviceType(origin.userAgent),
    ipAddress: origin.ipAddress.slice(0, 128),
  }
}
