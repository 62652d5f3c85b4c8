import type { Instant } from '../../kernel/clock.ts'
import type { Contact } from '../attributes/contact.ts'
import type { CodeTarget, VerificationCode } from './verification-code.ts'

export interface VerificationCodeStore {
  /** The code takes the place of an earlier one for the same target. It counts while the user has the present password. */
  put(target: CodeTarget, code: VerificationCode): Promise<void>
  /** Undefined also for a code from before the user's present password. */
  find(target: CodeTarget): Promise<VerificationCode | undefined>
  countMismatch(target: CodeTarget): Promise<void>
  /**
   * Uses the code up: of rivals with the same code, one is told true; none if the user has another password by now. The
   * user is to be held by the transaction.
   */
  consume(target: CodeTarget, code: VerificationCode): Promise<boolean>
  /** Deletes the codes that went to a contact of the user's, whatever they are for. */
  deleteSentTo(userPoolId: string, sub: string, contact: Contact): Promise<void>
  deleteExpired(before: Instant): Promise<number>
}
