import type { ServiceError } from '../../contract/service-error.ts'
import type { Instant } from '../../kernel/clock.ts'
import type { Attempt } from '../limits/guesses.ts'
import type { RequestOrigin } from '../sessions/request-origin.ts'
import type { Storage, Stores } from '../stores.ts'
import type { World } from './world.ts'

/** All that the work of one request may use. One request has one instant, one region and one origin. */
export interface RequestContext extends World {
  readonly requestId: string
  readonly now: Instant
  readonly region: string
  readonly origin: RequestOrigin
  readonly storage: RequestStorage
  /**
   * Does work that may be a guess at a password or a code, and counts for the request's address whether it was wrong.
   * @throws TooManyRequestsException before the work if the address has guessed wrong too often
   */
  guardAttempt<Result>(attempt: Attempt, work: () => Promise<Result>): Promise<Result>
  /**
   * Leaves work for after the answer, because its duration would reveal whether a user exists. It is not done if the
   * request fails; its own failures are logged only.
   */
  afterAnswer(work: () => Promise<unknown>): void
}

/** The storage of one request: it leaves the request's audit record with what it changes. */
export interface RequestStorage extends Storage {
  /**
   * The request's one transaction: all of the work or none of it, and with it the audit record. After a conflict the
   * work runs again, so it must have no other effect.
   * @param sub the user whom the record is about, where no access token says so
   */
  transaction<Result>(work: (stores: Stores) => Promise<Result>, sub?: string): Promise<Result>
  /**
   * A transaction for what must be kept although an error is returned, such as a counted failure.
   * @param refusal the error that the request will end with; without it the transaction leaves no audit record
   */
  bookkeeping<Result>(
    work: (stores: Stores) => Promise<Result>,
    refusal?: ServiceError,
    sub?: string,
  ): Promise<Result>
}
