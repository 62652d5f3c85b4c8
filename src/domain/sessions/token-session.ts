import type { Instant } from '../../kernel/clock.ts'
import type { Entropy } from '../../kernel/entropy.ts'
import { DIGITS, LOWER_CASE, randomText } from '../../kernel/identifiers.ts'
import { deviceType } from './device-type.ts'
import type { RequestOrigin } from './request-origin.ts'

/** When and from where a tracked session was last used. */
export interface SessionActivity {
  readonly lastActiveAt: Instant
  readonly deviceType: string
  readonly ipAddress: string
}

/** A tracked sign-in as users and administrators see it. It begins and ends with its family of tokens. */
export interface TokenSession extends SessionActivity {
  readonly id: string
  /** The {@link SsoSession} that the sign-in came through, if any. */
  readonly originSessionId?: string | undefined
}

/** A tracked session of a browser as users and administrators see it. It begins and ends with the browser's session. */
export interface SsoSession extends SessionActivity {
  readonly id: string
  /** The client that the user signed in to. */
  readonly clientId: string
}

/** AWS: 28 lower-case letters and digits, beginning with `tkn`. */
export function newTokenSession(
  entropy: Entropy,
  origin: RequestOrigin,
  now: Instant,
  originSessionId: string | undefined,
): TokenSession {
  return { id: sessionId(entropy, 'tkn'), originSessionId, ...activity(origin, now) }
}

/** AWS: 28 lower-case letters and digits, beginning with `sso`. */
export function newSsoSession(
  entropy: Entropy,
  origin: RequestOrigin,
  clientId: string,
  now: Instant,
): SsoSession {
  return { id: sessionId(entropy, 'sso'), clientId, ...activity(origin, now) }
}

function sessionId(entropy: Entropy, prefix: 'tkn' | 'sso'): string {
  return prefix + randomText(entropy, DIGITS + LOWER_CASE, 25)
}

/** What each sign-in, refresh and rotation overwrites. */
export function activity(origin: RequestOrigin, now: Instant): SessionActivity {
  return {
    lastActiveAt: now,
    deviceType: deviceType(origin.userAgent),
    ipAddress: origin.ipAddress.slice(0, 128),
  }
}
