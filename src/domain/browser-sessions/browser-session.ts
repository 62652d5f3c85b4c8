import { hash } from 'node:crypto'
import { type Instant, MINUTE } from '../../kernel/clock.ts'
import type { Entropy } from '../../kernel/entropy.ts'
import type { Assurance } from '../assurance/assurance.ts'
import type { ProviderSession } from '../federation/provider-session.ts'
import type { ClientSessionConfiguration } from '../sessions/session-configuration.ts'
import type { SsoSession } from '../sessions/token-session.ts'

/** A browser in which a user has signed in on a domain's pages. Its cookie holds a secret that is not stored. */
export interface BrowserSession {
  /** Of the secret in the cookie. */
  readonly digest: string
  readonly userPoolId: string
  readonly sub: string
  /** The domain whose pages the user signed in on; the session counts on no other. */
  readonly domain: string
  /** Null for users without a password. With another password, the session is over. */
  readonly passwordRevision: string | null
  /** That the browser is, if it is remembered as one. The session ends when the device is forgotten. */
  readonly deviceKey?: string | undefined
  /** When the user signed in. */
  readonly authTime: Instant
  readonly expiresAt: Instant
  /** Through which identity provider the user signed in, if not at the pool itself. */
  readonly provider?: string | undefined
  /** If that is a SAML provider. */
  readonly atProvider?: ProviderSession | undefined
  /** What the sign-in proved, if it has a name. */
  readonly assurance?: Assurance | undefined
  /** Present if the pool tracked sessions when the user signed in. */
  readonly sso?: SsoSession | undefined
}

/** AWS: the session's cookie is valid for an hour, unless the app client has another validity. */
const LIFETIME = 60 * MINUTE

const SECRET_BYTES = 32

/** The value of a new session's cookie. */
export function newBrowserSessionSecret(entropy: Entropy): string {
  return entropy.bytes(SECRET_BYTES).toString('base64url')
}

/** The form in which the secrets are stored. A plain digest is enough because they cannot be guessed. */
export function browserSessionDigest(secret: string): string {
  return hash('sha256', secret, 'base64')
}

/** When a session that begins now ends. It never gets longer by being used. */
export function browserSessionEnd({ maxValidityMinutes }: ClientSessionConfiguration, now: Instant): Instant {
  return now + Math.max(LIFETIME, maxValidityMinutes * MINUTE)
}

/** Whether a client may use the session instead of a sign-in. AWS: `MaxValidityMinutes` of `SSOSession`. */
export function isOpenTo(
  { authTime, expiresAt }: Pick<BrowserSession, 'authTime' | 'expiresAt'>,
  { maxValidityMinutes }: ClientSessionConfiguration,
  now: Instant,
): boolean {
  return now < expiresAt && now < authTime + maxValidityMinutes * MINUTE
}
