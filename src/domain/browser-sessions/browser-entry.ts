import type { Assurance } from '../assurance/assurance.ts'
import type { SingleUse } from '../credentials/consumed-token-store.ts'
import type { BrowserDevices } from '../devices/find-browser-device.ts'
import type { ProviderSession } from '../federation/provider-session.ts'
import type { SsoSession } from '../sessions/token-session.ts'

/** A sign-in on the pages of a domain: it ends in a session of the browser, not in tokens. */
export interface BrowserEntry extends BrowserDevices {
  /** The form or flow that the sign-in continues. Of concurrent requests with the same one, only one signs in. */
  readonly flow: SingleUse
  /** The secret in the cookie of the request. Its session ends with the sign-in. */
  readonly formerSecret: string | undefined
  /** The identity provider that vouches for the user, if one does. */
  readonly provider?: string | undefined
  /** If that is a SAML provider. */
  readonly atProvider?: ProviderSession | undefined
}

/** A session that has just begun. */
export interface StartedBrowserSession {
  /** For the cookie. */
  readonly secret: string
  readonly authTime: number
  readonly expiresAt: number
  /** At the sign-in; null for users without a password. */
  readonly passwordRevision: string | null
  readonly assurance?: Assurance | undefined
  /** Present if the pool tracks sessions. */
  readonly sso?: SsoSession | undefined
}
