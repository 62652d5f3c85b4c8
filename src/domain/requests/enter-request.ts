import { ServiceError } from '../../contract/service-error.ts'
import type { Instant } from '../../kernel/clock.ts'
import type { RatedRequest } from '../limits/request-rates.ts'
import type { RequestOrigin } from '../sessions/request-origin.ts'
import type { TokenCaller } from '../tokens/authenticate-token.ts'
import { afterAnswer } from './after-answer.ts'
import { auditedStorage } from './audited-storage.ts'
import type { RequestAudit } from './request-audit.ts'
import type { RequestContext } from './request-context.ts'
import type { World } from './world.ts'

/** A request as its entrance knows it, before anything is looked up. */
export interface Arrival {
  readonly requestId: string
  /** Of the operation, endpoint or job, for the log. */
  readonly name: string
  readonly now: Instant
  readonly region: string
  readonly origin: RequestOrigin
  /** How it counts towards the request rates. Absent: it counts towards none. */
  readonly rated?: Omit<RatedRequest, 'region' | 'now'>
  /** The owner of the access token that came with it, if one came; throws if the token is not good. */
  identify?(): Promise<TokenCaller | undefined>
  /** How it shows in the audit trail. Absent: it does not. */
  audit?(place: RequestPlace): RequestAudit
}

/** Where a request takes place, once its caller is known. */
export interface RequestPlace {
  /** That of the caller's pool, if there is one. */
  readonly region: string
  readonly caller: TokenCaller | undefined
}

/** What a request ended with. */
export interface AnsweredRequest<Result> {
  readonly result: Result
  /** Begins the work that was left for after the answer: to be called when the answer is out. */
  readonly answered: (() => void) | undefined
}

/**
 * The door that every request comes in by, whichever protocol brought it. First it counts towards the rates, then the
 * owner of its token is found and counts too, then `handle` works with a context; an error goes on record.
 * @throws TooManyRequestsException, and what `identify` and `handle` throw
 */
export async function enterRequest<Result>(
  world: World,
  arrival: Arrival,
  handle: (context: RequestContext, caller: TokenCaller | undefined) => Promise<Result>,
): Promise<AnsweredRequest<Result>> {
  const { requestId, name, now, origin } = arrival
  const caller = await admit(world, arrival)
  const region = caller?.pool.region ?? arrival.region
  const storage = auditedStorage(world.storage, arrival.audit?.({ region, caller }))
  const later = afterAnswer(world, { requestId, operation: name })
  const context: RequestContext = {
    ...world,
    requestId,
    now,
    region,
    origin,
    storage,
    afterAnswer: later.add,
    guardAttempt: (attempt, work) =>
      world.addressFailures.guarding({ ...attempt, address: origin.ipAddress }, now, work),
  }
  try {
    const result = await handle(context, caller)
    return { result, answered: later.takeOn() }
  } catch (error) {
    if (error instanceof ServiceError) await storage.recordRefusal(error)
    throw error
  }
}

async function admit(
  { requestRates }: World,
  { rated, region, now, identify }: Arrival,
): Promise<TokenCaller | undefined> {
  if (rated) await requestRates?.admit({ ...rated, region, now })
  const caller = await identify?.()
  if (!caller || !rated) return caller
  const { pool, user } = caller
  const use = { region: pool.region, now, readOnly: rated.readOnly }
  await requestRates?.admitUser(use, { within: pool.id, username: user.username })
  return caller
}
