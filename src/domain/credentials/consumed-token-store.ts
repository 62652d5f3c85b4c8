import type { Instant } from '../../kernel/clock.ts'

/**
 * A secret block, a challenge session or the question about a device, which can be used once. Both members are sealed in
 * it.
 */
export interface SingleUse {
  readonly id: string
  /** When it expires anyway. */
  readonly expiresAt: Instant
}

/** Enforces single use of the sealed tokens that we issue without storing them. */
export interface ConsumedTokenStore {
  /** Of concurrent requests with the same token, only one gets true. */
  consume(token: SingleUse): Promise<boolean>
  isConsumed(token: SingleUse): Promise<boolean>
  deleteExpired(before: Instant): Promise<number>
}
