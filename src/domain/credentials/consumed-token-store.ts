import type { Instant } from '../../kernel/clock.ts'

/** Single use of what we hand out sealed and keep no row of: secret blocks and challenge sessions. */
export interface ConsumedTokenStore {
  /** Of rivals with the same id, one is told true. `expiresAt`: when the token is worth nothing anyway. */
  consume(id: string, expiresAt: Instant): Promise<boolean>
  isConsumed(id: string): Promise<boolean>
  deleteExpired(before: Instant): Promise<number>
}
