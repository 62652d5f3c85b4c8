import type { ServiceError } from '../contract/service-error.ts'
import type { PoolKeys } from '../domain/credentials/pool-keys.ts'
import type { Tagging } from '../domain/iam/request-context.ts'
import type { ImportOffice } from '../domain/import-jobs/import-office.ts'
import type { Rates } from '../domain/limits/request-categories.ts'
import type { MessageGateway } from '../domain/messages/message-gateway.ts'
import type { MessageLimits } from '../domain/messages/message-limits.ts'
import type { FormerPoolGateway } from '../domain/moving/former-pool-gateway.ts'
import type { RequestOrigin } from '../domain/sessions/request-origin.ts'
import type { Stores } from '../domain/stores.ts'
import type { IssuerOf } from '../domain/tokens/issuer.ts'
import type { TokenKeys } from '../domain/tokens/token-keys.ts'
import type { Instant } from '../kernel/clock.ts'
import type { Entropy } from '../kernel/entropy.ts'
import type { Log } from '../kernel/log.ts'
import type { PageTokens } from './page-tokens.ts'

export interface OperationStorage {
  /** Each call stands alone and sees what is committed. */
  readonly stores: Stores
  /**
   * The operation's one transaction: all of the work or none of it, and with it the audit record of the call. After
   * a conflict the work runs again, so it must have no other effect.
   * @param sub the user whom the record is about, where no access token tells
   */
  transaction<Result>(work: (stores: Stores) => Promise<Result>, sub?: string): Promise<Result>
  /**
   * A transaction for counting failures and the like before an error is answered. It leaves no audit record, unless it
   * is given the error to tell of.
   */
  bookkeeping<Result>(
    work: (stores: Stores) => Promise<Result>,
    refusal?: ServiceError,
    sub?: string,
  ): Promise<Result>
}

/** All that a handler may use: one request has one instant, one region and one caller. */
export interface OperationContext<Caller> {
  readonly now: Instant
  readonly requestId: string
  readonly region: string
  readonly account: string
  readonly origin: RequestOrigin
  readonly caller: Caller
  readonly storage: OperationStorage
  readonly entropy: Entropy
  readonly pageTokens: PageTokens
  readonly poolKeys: PoolKeys
  readonly tokenKeys: TokenKeys
  readonly issuerOf: IssuerOf
  /** What each category allows a second where nobody asked for more. */
  readonly baseRates: Rates
  readonly importJobs: ImportOffice
  /** Where invitations and codes go out: after the transaction, never within. */
  readonly messages: MessageGateway
  /**
   * Leaves work for when the call has been answered, for whatever would tell by the time that it takes who exists. It is
   * not done if the call fails, and its own failures are logged, and told to nobody.
   */
  afterAnswer(work: () => Promise<unknown>): void
  /** How many messages may go out; every one is counted before it is made. Not within a transaction. */
  readonly messageLimits: MessageLimits
  /** Where pools were moved from, and passwords of their users may still be. Not within a transaction either. */
  readonly formerPools: FormerPoolGateway
  readonly log: Log
  /**
   * IAM actions beyond the operation's own, such as `iam:PassRole`: AccessDeniedException unless allowed.
   * @param tagging the tags that bear on this action; without it none are known
   */
  assertAllowed(action: string, resource: string, tagging?: Tagging): void
  /** Whether `assertAllowed` would let the action pass. */
  isAllowed(action: string, resource: string, tagging?: Tagging): boolean
}
