import type { ServerResponse } from 'node:http'
import type { HttpRequest } from '../wire/http-message.ts'
import { pageRequest } from './page-request.ts'
import { write } from './write-answer.ts'

/** What the pages get besides the request: Hono's bindings. */
export interface PageBindings {
  readonly remoteAddress: string
  readonly secure: boolean
}

/** A Hono app, or anything else that answers the way `fetch` asks. */
export interface Pages {
  fetch(request: Request, bindings: PageBindings): Response | Promise<Response>
}

/** Lets the pages answer. Rejects if they fail, and then has written nothing. */
export async function answerPage(
  pages: Pages,
  request: HttpRequest,
  outgoing: ServerResponse,
): Promise<void> {
  const asked = pageRequest(request)
  if (!(asked instanceof Request)) return write(outgoing, asked)
  const { remoteAddress, secure } = request
  const response = await pages.fetch(asked, { remoteAddress, secure })
  const body = Buffer.from(await response.arrayBuffer())
  for (const [name, value] of response.headers) outgoing.appendHeader(name, value)
  outgoing.writeHead(response.status, { 'content-length': body.length })
  outgoing.end(body)
}
