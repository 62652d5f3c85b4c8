import { type Arrival, enterRequest } from '../../domain/requests/enter-request.ts'
import type { RequestContext } from '../../domain/requests/request-context.ts'
import type { TokenCaller } from '../../domain/tokens/authenticate-token.ts'
import { regionOfPool } from '../../domain/user-pools/user-pool.ts'
import type { Exchange } from './exchange.ts'
import { exchangeAudit } from './exchange-audit.ts'

/** How a request of a domain counts and is recorded. */
export interface Entry extends Pick<Arrival, 'identify'> {
  /** If undefined, it counts towards no rate. */
  readonly rated?: Arrival['rated'] | undefined
  /** AWS: the name of the event in the audit trail, such as `Token_POST`. */
  readonly name: string
}

/** Lets a request of a domain in as one of any protocol: rates, token, audit trail. */
export function enter<Result>(
  exchange: Exchange,
  { name, rated, identify }: Entry,
  handle: (context: RequestContext, caller: TokenCaller | undefined) => Promise<Result>,
): Promise<Result> {
  const { world, requestId, now, origin, domain } = exchange
  const arrival: Arrival = {
    requestId,
    now,
    region: regionOfPool(domain.userPoolId),
    regionSentTo: () => domain.region,
    origin,
    audit: () => exchangeAudit(exchange, name),
    ...(rated && { rated }),
    ...(identify && { identify }),
  }
  return enterRequest(world, arrival, handle)
}
