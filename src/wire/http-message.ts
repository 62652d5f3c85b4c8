import type { RequestOrigin } from '../domain/sessions/request-origin.ts'

/** A request as received, with its whole body. Nothing in it has been decoded or verified yet. */
export interface HttpRequest {
  readonly method: string
  /** The path as sent, still percent-encoded, without the query. */
  readonly path: string
  /** The part after the first question mark, as sent; empty if there was none. */
  readonly query: string
  /** In order of arrival, with repeated headers separate and names in lower case (as SigV4 signs them). */
  readonly headers: ReadonlyArray<readonly [name: string, value: string]>
  readonly body: Buffer
  /** The caller's address: that of the connection, or the one that the trusted proxies report. */
  readonly remoteAddress: string
  /** Whether the caller used https, according to the connection or the trusted proxies. */
  readonly secure: boolean
}

export interface HttpResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Buffer
  /** The operation, for the metrics: always a name of the contract, or undefined. */
  readonly operation?: string | undefined
}

/** The value of the first header of this (lower-case) name. */
export function headerOf(request: Pick<HttpRequest, 'headers'>, name: string): string | undefined {
  return request.headers.find(([other]) => other === name)?.[1]
}

/** The client's User-Agent. Cut off at a length that no real client exceeds. */
export function userAgentOf(request: Pick<HttpRequest, 'headers'>): string | undefined {
  return headerOf(request, 'user-agent')?.slice(0, LONGEST_USER_AGENT)
}

/** Where a request came from. */
export function originOf(request: Pick<HttpRequest, 'headers' | 'remoteAddress'>): RequestOrigin {
  return { ipAddress: request.remoteAddress, userAgent: userAgentOf(request) ?? '' }
}

const LONGEST_USER_AGENT = 512
