import type { Instant } from '../../kernel/clock.ts'
import type { UserKey } from '../users/user.ts'
import type { AuthorizationCode } from './authorization-code.ts'

export interface AuthorizationCodeStore {
  insert(code: AuthorizationCode): Promise<void>
  find(digest: string): Promise<AuthorizationCode | undefined>
  /**
   * Spends the code. Of concurrent requests with the same code, only one gets true.
   * @param familyId the tokens that it is redeemed for; undefined if the request fails
   */
  consume(digest: string, now: Instant, familyId: string | undefined): Promise<boolean>
  /** Deletes the codes of a user that were not redeemed yet. */
  deleteUnspent(user: UserKey): Promise<void>
  /** Deletes codes that expired before that instant. */
  deleteExpired(before: Instant): Promise<number>
}
