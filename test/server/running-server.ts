import type { Hono } from 'hono'
import { pinoLog } from '../../src/kernel/log.ts'
import type { PageBindings, Pages } from '../../src/server/answer-page.ts'
import type { ListenerParts } from '../../src/server/listener.ts'
import type { ServerConfig } from '../../src/server/start-server.ts'
import { startServer } from '../../src/server/start-server.ts'

export interface Overrides extends Partial<Omit<ListenerParts, 'config'>> {
  readonly config?: Partial<ServerConfig>
}

/** An app of hono as the pages of a server. */
export function pagesOf(app: Pick<Hono<{ Bindings: PageBindings }>, 'fetch'>): Pages {
  return {
    async answer({ url, method, headers, body }, bindings) {
      const request = new Request(url, {
        method,
        headers: headers.map(([name, value]): [string, string] => [name, value]),
        body: body.length > 0 ? new Uint8Array(body) : null,
      })
      const response = await app.fetch(request, bindings)
      const bytes = new Uint8Array(await response.arrayBuffer())
      return { status: response.status, headers: response.headers, cookies: [], body: bytes }
    },
  }
}

/** A server on a free loopback port whose API returns what it was sent. */
export async function listen({ config = {}, ...parts }: Overrides = {}) {
  const lines: string[] = []
  const server = await startServer({
    handleApi: async (request) => ({
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...request, body: request.body.toString() }),
    }),
    pages: { answer: async () => ({ status: 404, headers: [], cookies: [], body: 'no such page' }) },
    uploads: { receive: async () => ({ status: 404, headers: {}, body: '' }) },
    ready: async () => true,
    metrics: undefined,
    metricsPage: undefined,
    log: pinoLog('debug', { write: (line) => lines.push(line) }),
    ...parts,
    config: {
      host: '127.0.0.1',
      port: 0,
      tlsCertFile: undefined,
      tlsKeyFile: undefined,
      bodyLimit: 1000,
      trustProxy: 0,
      requestTimeout: 10_000,
      keepAliveTimeout: 75_000,
      shutdownGrace: 2000,
      ...config,
    },
  })
  return { ...server, lines, url: `http://127.0.0.1:${server.port}` }
}
