import type { UserPoolDomain } from '../../domain/domains/user-pool-domain.ts'
import type { World } from '../../domain/requests/world.ts'
import type { RequestOrigin } from '../../domain/sessions/request-origin.ts'
import type { Instant } from '../../kernel/clock.ts'
import type { Answer } from './answer.ts'
import type { HeaderCredentials } from './client-in-header.ts'

/** A domain that a request has come to. */
export interface ServedDomain extends UserPoolDomain {
  /** What precedes the path in links and cookies: empty for a domain with a host of its own. */
  readonly base: string
}

/** The headers of a request. */
export interface RequestHeaders {
  /** @param name in lower case */
  get(name: string): string | null
}

/** A request to a domain, read as a whole. */
export interface Exchange {
  readonly world: World
  readonly domain: ServedDomain
  readonly method: string
  /** On the domain. */
  readonly path: string
  readonly query: URLSearchParams
  /** As sent, without the question mark. */
  readonly rawQuery: string
  readonly headers: RequestHeaders
  /** The body, if it is a form. */
  readonly form: URLSearchParams | undefined
  /** The body of anything but a form. */
  readonly text: string
  readonly cookies: Readonly<Record<string, string>>
  /** What the Authorization header says of a client: read once, for the rates and for the endpoint. */
  readonly clientInHeader: HeaderCredentials | undefined
  /** Whether cookies may be bound to https. */
  readonly secure: boolean
  /** The origins that our own pages have in a browser, also behind a proxy that does not pass on the host. */
  readonly sites: readonly string[]
  readonly origin: RequestOrigin
  readonly requestId: string
  readonly now: Instant
}

/**
 * The exchange for a second thing that it does, for example a sign-in after a sign-up: each leaves an authentication event,
 * under the id of its own request.
 */
export function secondRequest(exchange: Exchange): Exchange {
  return { ...exchange, requestId: exchange.world.entropy.uuid() }
}

/** Answers the requests of one path and method. */
export type ExchangeHandler = (exchange: Exchange) => Promise<Answer>
