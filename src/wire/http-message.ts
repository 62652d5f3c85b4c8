import type { RequestOrigin } from '../domain/sessions/request-origin.ts'

/** A request as it came over the wire, its body read in full. Nothing in it has been decoded or believed yet. */
export interface HttpRequest {
  readonly method: string
  /** The path as sent, still percent-encoded, without the query. */
  readonly path: string
  /** What followed the first question mark, as sent; empty if there was none. */
  readonly query: string
  /** In the order of arrival, repeated ones kept apart, names in lower case (SigV4 signs them so). */
  readonly headers: ReadonlyArray<readonly [name: string, value: string]>
  readonly body: Buffer
  /** The caller's address: of the connection, or as told by the trusted proxies. */
  readonly remoteAddress: string
  /** Whether the caller used https, as far as the connection or the trusted proxies tell. */
  readonly secure: boolean
}

export interface HttpResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Buffer
  /** The operation that answered, for the metrics: only ever a name of the contract, else left out. */
  readonly operation?: string | undefined
  /** To be called once the answer is out, or can't be sent any more: begins what the call left for then. */
  readonly answered?: (() => void) | undefined
}

/** The value of the first header of this (lower-case) name. */
export function headerOf(request: Pick<HttpRequest, 'headers'>, name: string): string | undefined {
  return request.headers.find(([other]) => other === name)?.[1]
}

/** The client's name for itself. Of one that is longer than any client's nothing more is read nor kept. */
export function userAgentOf(request: Pick<HttpRequest, 'headers'>): string | undefined {
  return headerOf(request, 'user-agent')?.slice(0, LONGEST_USER_AGENT)
}

/** Where a request came from. */
export function originOf(request: Pick<HttpRequest, 'headers' | 'remoteAddress'>): RequestOrigin {
  return { ipAddress: request.remoteAddress, userAgent: userAgentOf(request) ?? '' }
}

const LONGEST_USER_AGENT = 512
