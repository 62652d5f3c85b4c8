import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import { request as requestPlainly } from 'node:http'
import { type RequestOptions, request as requestSecurely } from 'node:https'
import { type AddressGuard, AddressRefused } from './address-guard.ts'

export interface GuardedRequest {
  readonly url: string
  readonly method?: 'GET' | 'POST'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | undefined
  readonly userAgent: string
  /** The most bytes that the body of the answer may have. */
  readonly limit: number
  /** Milliseconds for the whole exchange, redirects included. */
  readonly patience: number
  /** How many redirects are followed; a POST follows none. */
  readonly redirects: number
}

export interface GuardedAnswer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

/** AWS: that many redirects are followed. */
export const MOST_REDIRECTS = 20

/**
 * Sends a request to a server that the guard allows, and each redirect likewise.
 * @throws AddressRefused; or another error if the server cannot be reached, takes too long or sends too much
 */
export async function guardedRequest(guard: AddressGuard, wanted: GuardedRequest): Promise<GuardedAnswer> {
  const signal = AbortSignal.timeout(wanted.patience)
  let { url } = wanted
  for (let left = wanted.redirects; ; left--) {
    const answer = await send(guard, { ...wanted, url }, signal)
    const { location } = answer.headers
    if (!isRedirect(answer.status) || location === undefined || wanted.method === 'POST') return answer
    if (left === 0) throw new Error('the server redirects too often')
    if (!URL.canParse(location, url)) throw new AddressRefused('malformed')
    url = new URL(location, url).href
  }
}

function isRedirect(status: number): boolean {
  return [301, 302, 303, 307, 308].includes(status)
}

function send(guard: AddressGuard, wanted: GuardedRequest, signal: AbortSignal): Promise<GuardedAnswer> {
  const { url, method = 'GET', headers, body, userAgent, limit } = wanted
  const fault = guard.faultOf(url)
  if (fault) throw new AddressRefused(fault)
  const options: RequestOptions = {
    method,
    headers: {
      accept: '*/*',
      ...headers,
      'user-agent': userAgent,
      'accept-encoding': 'identity', // so that the limit holds for what is read
      ...(body !== undefined && { 'content-length': Buffer.byteLength(body) }),
    },
    lookup: guard.lookup,
    agent: false, // a connection of its own, which ends with the exchange
    signal,
  }
  return new Promise((resolve, reject) => {
    const request = url.startsWith('http:') ? requestPlainly : requestSecurely
    const outgoing = request(url, options, (incoming) => {
      readBody(incoming, limit).then(
        (read) => resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: read }),
        reject,
      )
    })
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}

async function readBody(incoming: IncomingMessage, limit: number): Promise<Buffer> {
  const parts: Buffer[] = []
  let length = 0
  for await (const part of incoming) {
    length += part.length
    if (length > limit) {
      incoming.destroy()
      throw new Error(`the server sends more than ${limit} bytes`)
    }
    parts.push(part)
  }
  return Buffer.concat(parts)
}
