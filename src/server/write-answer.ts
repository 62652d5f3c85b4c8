import type { IncomingMessage, ServerResponse } from 'node:http'
import type { HttpResponse } from '../wire/http-message.ts'
import { discardBody } from './read-body.ts'

export function write(outgoing: ServerResponse, { status, headers, body }: HttpResponse): void {
  outgoing.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) })
  outgoing.end(body)
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
