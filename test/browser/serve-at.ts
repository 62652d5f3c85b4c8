import { silentLog } from '../../src/kernel/log.ts'
import { startServer } from '../../src/server/start-server.ts'
import type { Poolhouse } from '../support/poolhouse.ts'

/** Files of a certificate and its key. */
interface Tls {
  readonly tlsCertFile: string
  readonly tlsKeyFile: string
}

/** Serves a server at one more port of the loopback interface, so that its public address is one that a browser can use. */
export function serveAt(
  port: number,
  { app: { handleApi, pages, uploads, ready } }: Pick<Poolhouse, 'app'>,
  tls?: Tls,
): ReturnType<typeof startServer> {
  return startServer({
    config: {
      host: '127.0.0.1',
      port,
      tlsCertFile: tls?.tlsCertFile,
      tlsKeyFile: tls?.tlsKeyFile,
      bodyLimit: 1024 * 1024,
      trustProxy: 0,
      requestTimeout: 10_000,
      keepAliveTimeout: 75_000,
      shutdownGrace: 1000,
    },
    ...{ handleApi, pages, uploads, ready, metrics: undefined, metricsPage: undefined, log: silentLog },
  })
}
