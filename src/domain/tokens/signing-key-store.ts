import type { Instant } from '../../kernel/clock.ts'
import type { SigningKey } from './signing-key.ts'

export interface SigningKeyStore {
  /** All keys of the pool including retired ones, newest first. */
  list(userPoolId: string): Promise<readonly SigningKey[]>
  /** Returns false, and stores nothing, if the pool already has an active key for that use. */
  insertIfAbsent(key: SigningKey): Promise<boolean>
  /** Retires all of the pool's present keys: they sign no more tokens. */
  retireAll(userPoolId: string, now: Instant): Promise<void>
  /** Returns how many keys were deleted. */
  deleteRetiredBefore(before: Instant): Promise<number>
}
