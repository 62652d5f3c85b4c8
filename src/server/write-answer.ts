import type { IncomingMessage, ServerResponse } from 'node:http'
import type { HttpResponse } from '../wire/http-message.ts'
import { discardBody } from './read-body.ts'

export function write(outgoing: ServerResponse, { status, headers, body }: HttpResponse): void {
  outgoing.writeHead(status, linesOf(Object.entries(headers), body))
  outgoing.end(body)
}

/** Headers as Node takes them in a list, name and value by turns: that costs less than an object of so many names. */
export function linesOf(headers: Iterable<readonly [string, string]>, body: string | Uint8Array): string[] {
  const lines: string[] = []
  for (const [name, value] of headers) lines.push(name, value)
  lines.push('content-length', String(Buffer.byteLength(body)))
  return lines
}

/** Responds to a request whose body is not read to its end, and closes the connection. */
export async function refuseBody(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  response: HttpResponse,
) {
  const { status, headers, body } = response
  outgoing.writeHead(status, { ...headers, connection: 'close', 'content-length': Buffer.byteLength(body) })
  outgoing.write(body)
  await discardBody(incoming)
  outgoing.end()
}
