import type { ServerResponse } from 'node:http'
import type { PageAnswer, PageRequest } from '../hosted/pages/page-environment.ts'
import type { HttpRequest } from '../wire/http-message.ts'
import { pageRequest } from './page-request.ts'
import type { TlsPolicies } from './tls-policy.ts'
import { linesOf, write } from './write-answer.ts'

/** What the pages get besides the request: what the connection says. */
export interface PageBindings {
  readonly remoteAddress: string
  readonly secure: boolean
}

export interface Pages extends TlsPolicies {
  answer(request: PageRequest, bindings: PageBindings): Promise<PageAnswer>
}

/** Lets the pages answer, and returns what metrics count. Rejects if they fail, and then has written nothing. */
export async function answerPage(
  pages: Pages,
  request: HttpRequest,
  outgoing: ServerResponse,
): Promise<{ readonly endpoint: string; readonly status: number } | undefined> {
  const asked = pageRequest(request)
  if (!('url' in asked)) {
    write(outgoing, asked)
    return undefined
  }
  const { remoteAddress, secure } = request
  const { status, headers, cookies, body, endpoint } = await pages.answer(asked, { remoteAddress, secure })
  const lines = linesOf(headers, body)
  for (const cookie of cookies) lines.push('set-cookie', cookie)
  outgoing.writeHead(status, lines)
  outgoing.end(body)
  return endpoint === undefined ? undefined : { endpoint, status }
}
