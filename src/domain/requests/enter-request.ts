import { ServiceError } from '../../contract/service-error.ts'
import type { Instant } from '../../kernel/clock.ts'
import type { RatedRequest } from '../limits/request-rates.ts'
import type { RequestOrigin } from '../sessions/request-origin.ts'
import type { TokenCaller } from '../tokens/authenticate-token.ts'
import { auditedStorage } from './audited-storage.ts'
import type { RequestAudit } from './request-audit.ts'
import { type RequestContext, requestContext } from './request-context.ts'
import type { RegionSentTo } from './stores-in-region.ts'
import type { World } from './world.ts'

/** A request as its protocol presents it, before anything is looked up. */
export interface Arrival {
  readonly requestId: string
  readonly now: Instant
  readonly region: string
  /** If absent, it was sent to the region of the pool that it concerns. */
  readonly regionSentTo?: RegionSentTo | undefined
  readonly origin: RequestOrigin
  /** How it counts towards the request rates. If absent, it counts towards none. */
  readonly rated?: Omit<RatedRequest, 'region' | 'now'>
  /** Returns the owner of the request's access token, if it has one; throws if the token is invalid. */
  identify?(): Promise<TokenCaller | undefined>
  /** How it appears in the audit trail. If absent, it does not. */
  audit?(place: RequestPlace): RequestAudit
}

/** The region and the caller of a request, once they are known. */
export interface RequestPlace {
  /** The region of the caller's pool, or else the region that the request was sent to. */
  readonly region: string
  readonly caller: TokenCaller | undefined
}

/**
 * Every request, of any protocol, enters here. It counts the request towards the rates, finds the owner of its token
 * and counts that user too, then calls `handle` with a context. An error is recorded in the audit trail.
 * @throws TooManyRequestsException, and what `identify` and `handle` throw
 */
export async function enterRequest<Result>(
  world: World,
  arrival: Arrival,
  handle: (context: RequestContext, caller: TokenCaller | undefined) => Promise<Result>,
): Promise<Result> {
  const { requestId, now, origin } = arrival
  const caller = await admit(world, arrival)
  const region = caller?.pool.region ?? arrival.region
  const storage = auditedStorage(world.storage, arrival.audit?.({ region, caller }))
  const context = requestContext(world, {
    requestId,
    now,
    region,
    regionSentTo: arrival.regionSentTo ?? ownRegion,
    origin,
    storage,
    guardAttempt: (attempt, work) =>
      world.addressFailures.guarding({ address: origin.ipAddress, ...attempt }, now, work),
  })
  try {
    return await handle(context, caller)
  } catch (error) {
    if (error instanceof ServiceError) await storage.recordRefusal(error)
    throw error
  }
}

const ownRegion: RegionSentTo = (own) => own

async function admit(
  { requestRates }: World,
  { rated, region, now, identify }: Arrival,
): Promise<TokenCaller | undefined> {
  if (rated) await requestRates?.admit({ region, now, ...rated })
  const caller = await identify?.()
  if (!caller || !rated) return caller
  const { pool, user } = caller
  const use = { region: pool.region, now, readOnly: rated.readOnly }
  await requestRates?.admitUser(use, { within: pool.id, username: user.username })
  return caller
}
