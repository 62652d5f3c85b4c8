import type { Instant } from '../../kernel/clock.ts'
import type { BrowserSession } from './browser-session.ts'

export interface BrowserSessionStore {
  insert(session: BrowserSession): Promise<void>
  find(digest: string): Promise<BrowserSession | undefined>
  /** Ends the session. Of concurrent requests, only one gets true. */
  end(digest: string): Promise<boolean>
  /** Deletes sessions that ended before that instant. */
  deleteExpired(before: Instant): Promise<number>
}
