import { once } from 'node:events'
import { Agent, type IncomingMessage, request } from 'node:http'

const agent = new Agent({ keepAlive: true })

/** Those that `fetch` sends of its own accord. */
const HEADERS = {
  accept: '*/*',
  'accept-language': '*',
  'sec-fetch-mode': 'cors',
  'user-agent': 'node',
  'accept-encoding': 'gzip, deflate',
}

/** What a request is made of; redirects are never followed. */
export interface QuickRequest {
  readonly method?: string
  readonly headers?: ConstructorParameters<typeof Headers>[0]
  readonly body?: string | Uint8Array | URLSearchParams
}

/** Like `fetch` to a server of the tests, for less than half of its CPU. */
export async function quickFetch(
  url: string,
  { method = 'GET', headers, body }: QuickRequest = {},
): Promise<Response> {
  const sent = new Headers(headers)
  if (body instanceof URLSearchParams && !sent.has('content-type')) {
    sent.set('content-type', 'application/x-www-form-urlencoded;charset=UTF-8')
  }
  const content = body instanceof URLSearchParams ? body.toString() : (body ?? '')
  const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(content) }
  const outgoing = request(url, {
    agent,
    method,
    headers: { ...HEADERS, ...Object.fromEntries(sent), ...length },
  })
  outgoing.end(content)
  const [incoming] = (await once(outgoing, 'response')) as [IncomingMessage]
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk)
  const received = new Headers()
  for (let i = 0; i < incoming.rawHeaders.length; i += 2) {
    received.append(incoming.rawHeaders[i] ?? '', incoming.rawHeaders[i + 1] ?? '')
  }
  const status = incoming.statusCode ?? 0
  return new Response([204, 304].includes(status) ? null : Buffer.concat(chunks), {
    status,
    headers: received,
  })
}
