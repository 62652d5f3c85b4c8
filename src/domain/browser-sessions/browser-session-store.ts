import type { Instant } from '../../kernel/clock.ts'
import type { BrowserSession } from './browser-session.ts'

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
  /** Ends the session. Of concurrent requests, only one gets true. */
  end(digest: string): Promise<boolean>
  /** Deletes sessions that ended before that instant. */
  deleteExpired(before: Instant): Promise<number>
}
