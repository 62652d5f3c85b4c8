import type { Instant } from '../../kernel/clock.ts'
import type { CodeTarget, VerificationCode } from './verification-code.ts'

export interface VerificationCodeStore {
  /** The code takes the place of an earlier one for the same target. */
  put(target: CodeTarget, code: VerificationCode): Promise<void>
  find(target: CodeTarget): Promise<VerificationCode | undefined>
  countMismatch(target: CodeTarget): Promise<void>
  /** Uses the code up: of rivals with the same code, one is told true. */
  consume(target: CodeTarget, code: VerificationCode): Promise<boolean>
  deleteExpired(before: Instant): Promise<number>
}
