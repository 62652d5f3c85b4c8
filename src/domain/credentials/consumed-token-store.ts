import type { Instant } from '../../kernel/clock.ts'

/** What can be presented once: a secret block or a challenge session. Both members are sealed in it. */
export interface SingleUse {
  readonly id: string
  /** When it is worth nothing anyway. */
  readonly expiresAt: Instant
}

/** Single use of what we hand out sealed and keep no row of. */
export interface ConsumedTokenStore {
  /** Of rivals with the same token, one is told true. */
  consume(token: SingleUse): Promise<boolean>
  isConsumed(token: SingleUse): Promise<boolean>
  deleteExpired(before: Instant): Promise<number>
}
