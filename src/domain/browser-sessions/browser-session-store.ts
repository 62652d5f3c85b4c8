import type { Instant } from '../../kernel/clock.ts'
import type { SsoSession } from '../sessions/token-session.ts'
import type { BrowserSession } from './browser-session.ts'

/** A session with its record. */
export type TrackedSession = BrowserSession & { readonly sso: SsoSession }

interface SessionOwner {
  readonly userPoolId: string
  readonly sub: string
}

export interface BrowserSessionStore {
  insert(session: BrowserSession): Promise<void>
  find(digest: string): Promise<BrowserSession | undefined>
  /**
   * Makes the browser a device of its user. Of concurrent requests, only one gets true; none does once the session has
   * ended.
   */
  setDevice(digest: string, deviceKey: string): Promise<boolean>
  /** The sessions that came from a user's sessions at a SAML provider. */
  ofProviderSubject(userPoolId: string, provider: string, nameId: string): Promise<readonly BrowserSession[]>
  /** At most `limit` tracked sessions of the user whose time is not over, the most recently active first. */
  listTracked(user: SessionOwner, now: Instant, limit: number): Promise<readonly TrackedSession[]>
  /** Notes that the SSO session of that id was used, unless it has ended. */
  noteActivity(user: SessionOwner, ssoId: string, now: Instant): Promise<void>
  /** Ends the user's SSO session of that id, if it has not ended. */
  endTracked(user: SessionOwner, ssoId: string): Promise<void>
  /** Ends the session. Of concurrent requests, only one gets true. */
  end(digest: string): Promise<boolean>
  /** Ends all sessions of the user. */
  endAll(user: SessionOwner): Promise<void>
  /** Deletes sessions that ended before that instant. */
  deleteExpired(before: Instant): Promise<number>
}
