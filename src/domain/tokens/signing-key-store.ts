import type { Instant } from '../../kernel/clock.ts'
import type { SigningKey } from './signing-key.ts'

export interface SigningKeyStore {
  /** All keys of the pool, retired ones too, the newest first. */
  list(userPoolId: string): Promise<readonly SigningKey[]>
  /** Answers false, and stores nothing, if the pool has a key for that use which is not retired. */
  insertIfAbsent(key: SigningKey): Promise<boolean>
  /** Makes the pool's present keys sign no more. */
  retireAll(userPoolId: string, now: Instant): Promise<void>
  /** Answers how many keys were deleted. */
  deleteRetiredBefore(before: Instant): Promise<number>
}
