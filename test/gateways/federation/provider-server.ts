import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before } from 'node:test'

export type Answer = (request: IncomingMessage, response: ServerResponse) => void

export interface ProviderServer {
  readonly url: string
  /** What was asked, oldest first. */
  readonly requests: IncomingMessage[]
  /** The answers by path. */
  readonly answers: Map<string, Answer>
}

/** A server on this machine that plays a provider, for the tests of a file. */
export function useProviderServer(): ProviderServer {
  const requests: IncomingMessage[] = []
  const answers = new Map<string, Answer>()
  const server = createServer((request, response) => {
    requests.push(request)
    const path = new URL(request.url ?? '', 'http://localhost').pathname
    const answer = answers.get(path)
    if (answer) answer(request, response)
    else response.writeHead(404).end('nothing here')
  })
  before(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)))
  after(() => {
    server.closeAllConnections()
    server.close()
  })
  return {
    requests,
    answers,
    get url() {
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    },
  }
}
