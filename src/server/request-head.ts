import type { IncomingMessage } from 'node:http'
import type { HttpRequest } from '../wire/http-message.ts'
import { callerOf } from './caller.ts'

/** All of a request but its body. */
export type RequestHead = Omit<HttpRequest, 'body'>

/** @param hops how many proxies in front are believed */
export function headOf(incoming: IncomingMessage, hops: number): RequestHead {
  // RFC 9112, section 3.2.2: a target may be absolute, as proxies send it.
  const target = (incoming.url ?? '/').replace(/^https?:\/\/[^/?]*/i, '')
  const mark = target.indexOf('?')
  const path = mark === -1 ? target : target.slice(0, mark)
  const headers = headerPairs(incoming.rawHeaders)
  const { socket } = incoming
  const connection = { address: socket.remoteAddress ?? '', secure: 'encrypted' in socket }
  const { remoteAddress, secure } = callerOf(headers, hops, connection)
  return {
    method: incoming.method ?? 'GET',
    path: path === '' ? '/' : path,
    query: mark === -1 ? '' : target.slice(mark + 1),
    headers,
    remoteAddress,
    secure,
  }
}

/** Names the members one by one, since a spread costs each request something (docs/benchmark.md). */
export function withBody(
  { method, path, query, headers, remoteAddress, secure }: RequestHead,
  body: Buffer,
): HttpRequest {
  return { method, path, query, headers, body, remoteAddress, secure }
}

function headerPairs(raw: readonly string[]): Array<readonly [string, string]> {
  const pairs: Array<readonly [string, string]> = []
  for (let i = 0; i + 1 < raw.length; i += 2) pairs.push([(raw[i] ?? '').toLowerCase(), raw[i + 1] ?? ''])
  return pairs
}
