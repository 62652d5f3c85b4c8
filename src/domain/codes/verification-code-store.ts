import type { Instant } from '../../kernel/clock.ts'
import type { Contact } from '../attributes/contact.ts'
import type { CodeTarget, VerificationCode } from './verification-code.ts'

export interface VerificationCodeStore {
  /** Replaces an earlier code for the same target. The code is valid only while the user has the present password. */
  put(target: CodeTarget, code: VerificationCode): Promise<void>
  /** Returns undefined also for a code from before the user's present password. */
  find(target: CodeTarget): Promise<VerificationCode | undefined>
  countMismatch(target: CodeTarget): Promise<void>
  /**
   * Uses the code up. Of concurrent requests with the same code, only one gets true; none does if the user has another
   * password by now. The transaction must hold the user's lock.
   */
  consume(target: CodeTarget, code: VerificationCode): Promise<boolean>
  /** Deletes the codes for any purpose that went to this contact of the user. */
  deleteSentTo(userPoolId: string, sub: string, contact: Contact): Promise<void>
  deleteExpired(before: Instant): Promise<number>
}
