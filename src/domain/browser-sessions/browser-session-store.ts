import type { Instant } from '../../kernel/clock.ts'
import type { SsoSession } from '../sessions/token-session.ts'
import type { UserKey } from '../users/user.ts'
import type { BrowserSession } from './browser-session.ts'

/** A session with its record. */
export type TrackedSession = BrowserSession & { readonly sso: SsoSession }

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
  /**
   * At most `limit` tracked sessions of the user, the most recently active first, without those that have expired or whose
   * device was forgotten.
   */
  listTracked(user: UserKey, now: Instant, limit: number): Promise<readonly TrackedSession[]>
  /** Notes that the SSO session of that id was used, unless it has ended. */
  noteActivity(user: UserKey, ssoId: string, now: Instant): Promise<void>
  /** Ends the user's SSO session of that id, if it has not ended. */
  endTracked(user: UserKey, ssoId: string): Promise<void>
  /** Ends the session. Of concurrent requests, only one gets true. */
  end(digest: string): Promise<boolean>
  /** Ends all sessions of the user. */
  endAll(user: UserKey): Promise<void>
  /** Deletes sessions that ended before that instant. */
  deleteExpired(before: Instant): Promise<number>
}
