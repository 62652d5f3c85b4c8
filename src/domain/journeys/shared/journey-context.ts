import type { Instant } from '../../../kernel/clock.ts'
import type { Entropy } from '../../../kernel/entropy.ts'
import type { PoolKeys } from '../../credentials/pool-keys.ts'
import type { MessageGateway } from '../../messages/message-gateway.ts'
import type { MessageLimits } from '../../messages/message-limits.ts'
import type { RequestOrigin } from '../../sessions/request-origin.ts'
import type { Stores } from '../../stores.ts'

/** What sign-up, recovery and the care of one's own account need of the request that they serve. */
export interface JourneyContext {
  readonly now: Instant
  readonly entropy: Entropy
  readonly poolKeys: PoolKeys
  readonly messages: MessageGateway
  /** Leaves work for when the request has been answered successfully. */
  afterAnswer(work: () => Promise<unknown>): void
  readonly messageLimits: MessageLimits
  readonly origin: RequestOrigin
  readonly storage: {
    readonly stores: Stores
    /** The one transaction of the call, with its audit record. */
    transaction<Result>(work: (stores: Stores) => Promise<Result>): Promise<Result>
    /** For what must be kept although an error is answered. */
    bookkeeping<Result>(work: (stores: Stores) => Promise<Result>): Promise<Result>
  }
}
