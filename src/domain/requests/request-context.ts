import type { ServiceError } from '../../contract/service-error.ts'
import type { Instant } from '../../kernel/clock.ts'
import type { Attempt } from '../limits/guesses.ts'
import type { RequestOrigin } from '../sessions/request-origin.ts'
import type { Storage, Stores } from '../stores.ts'
import type { UserKey } from '../users/user.ts'
import type { RegionSentTo } from './stores-in-region.ts'
import type { World } from './world.ts'

/** Everything that the work of one request may use. A request has one instant, one region and one origin. */
export interface RequestContext extends Omit<World, 'isReadOnly'> {
  readonly requestId: string
  readonly now: Instant
  readonly region: string
  /** The region that the request was sent to: that of the pool, or that of a replica. */
  readonly regionSentTo: RegionSentTo
  readonly origin: RequestOrigin
  readonly storage: RequestStorage
  /**
   * Runs work that may be a guess at a password or a code, and counts a wrong guess against the address of the request.
   * @throws TooManyRequestsException, without running the work, if the address has guessed wrong too often
   */
  guardAttempt<Result>(attempt: Attempt, work: () => Promise<Result>): Promise<Result>
}

/** The storage of one request. It commits the request's audit record together with its changes. */
export interface RequestStorage extends Storage {
  /**
   * The request's one transaction: commits all of the work and the audit record, or nothing. After a conflict the work
   * runs again, so it must have no other effect.
   * @param user whom the record concerns, if no access token shows it
   */
  transaction<Result>(work: (stores: Stores) => Promise<Result>, user?: UserKey): Promise<Result>
  /**
   * A transaction for changes that must be kept even though an error is returned, such as a counted failure.
   * @param refusal the error that the request will end with; if absent, the transaction leaves no audit record
   */
  bookkeeping<Result>(
    work: (stores: Stores) => Promise<Result>,
    refusal?: ServiceError,
    user?: UserKey,
  ): Promise<Result>
}

/** What a request adds to what the process has. */
type OfRequest = Omit<RequestContext, Exclude<keyof World, 'storage'>>

/**
 * The context of one request. It names the members of the world instead of spreading it: on Node 20, each member that
 * follows a spread takes two microseconds, and this object is made for every request (docs/benchmark.md).
 */
export function requestContext(world: World, request: OfRequest): RequestContext {
  return {
    account: world.account,
    defaultRegion: world.defaultRegion,
    webauthnOrigins: world.webauthnOrigins,
    authenticationLevels: world.authenticationLevels,
    poolKeys: world.poolKeys,
    tokenKeys: world.tokenKeys,
    issuerOf: world.issuerOf,
    domainLocator: world.domainLocator,
    publicUrl: world.publicUrl,
    uploadAddresses: world.uploadAddresses,
    clock: world.clock,
    entropy: world.entropy,
    newKeyPair: world.newKeyPair,
    log: world.log,
    tally: world.tally,
    messages: world.messages,
    senderCipher: world.senderCipher,
    triggers: world.triggers,
    federation: world.federation,
    formerPools: world.formerPools,
    logs: world.logs,
    compromisedPasswords: world.compromisedPasswords,
    geolocation: world.geolocation,
    messageLimits: world.messageLimits,
    requestRates: world.requestRates,
    baseRates: world.baseRates,
    domainRates: world.domainRates,
    addressFailures: world.addressFailures,
    slowGuesses: world.slowGuesses,
    wakeImports: world.wakeImports,
    requestId: request.requestId,
    now: request.now,
    region: request.region,
    regionSentTo: request.regionSentTo,
    origin: request.origin,
    storage: request.storage,
    guardAttempt: request.guardAttempt,
  }
}
