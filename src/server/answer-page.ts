import type { ServerResponse } from 'node:http'
import type { HttpRequest } from '../wire/http-message.ts'
import { pageRequest } from './page-request.ts'
import { write } from './write-answer.ts'

/** What the pages get besides the request: Hono's bindings. */
export interface PageBindings {
  readonly remoteAddress: string
  readonly secure: boolean
}

export interface Pages {
  /** The answer, and what it was asked of if metrics count that: one of a few dozen texts. */
  answer(
    request: Request,
    bindings: PageBindings,
  ): Promise<{ readonly response: Response; readonly endpoint?: string }>
}

/** Lets the pages answer, and returns what metrics count. Rejects if they fail, and then has written nothing. */
export async function answerPage(
  pages: Pages,
  request: HttpRequest,
  outgoing: ServerResponse,
): Promise<{ readonly endpoint: string; readonly status: number } | undefined> {
  const asked = pageRequest(request)
  if (!(asked instanceof Request)) {
    write(outgoing, asked)
    return undefined
  }
  const { remoteAddress, secure } = request
  const { response, endpoint } = await pages.answer(asked, { remoteAddress, secure })
  const body = Buffer.from(await response.arrayBuffer())
  for (const [name, value] of response.headers) outgoing.appendHeader(name, value)
  outgoing.writeHead(response.status, { 'content-length': body.length })
  outgoing.end(body)
  return endpoint === undefined ? undefined : { endpoint, status: response.status }
}
