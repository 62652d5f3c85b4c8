import assert from 'node:assert/strict'
import { silentLog } from '../../src/kernel/log.ts'
import { startServer } from '../../src/server/start-server.ts'
import type { Poolhouse } from '../support/poolhouse.ts'

/** Files of a certificate and its key. */
interface Tls {
  readonly tlsCertFile: string
  readonly tlsKeyFile: string
}

/** A port of the loopback interface that a server answers at once it is known. */
export interface Place {
  readonly port: number
  serve(house: Pick<Poolhouse, 'app'>): void
  close(): Promise<void>
}

/**
 * Opens any free port for a server that starts later, so that its public address can be one that a browser can use.
 */
export async function openPlace(tls?: Tls): Promise<Place> {
  let served: Poolhouse['app'] | undefined
  const app = () => served ?? assert.fail('the server has not started')
  const { port, close } = await startServer({
    config: {
      host: '127.0.0.1',
      port: 0,
      tlsCertFile: tls?.tlsCertFile,
      tlsKeyFile: tls?.tlsKeyFile,
      bodyLimit: 1024 * 1024,
      trustProxy: 0,
      requestTimeout: 10_000,
      keepAliveTimeout: 75_000,
      shutdownGrace: 1000,
    },
    handleApi: (request) => app().handleApi(request),
    pages: { answer: (...page) => app().pages.answer(...page) },
    uploads: { receive: (upload) => app().uploads.receive(upload) },
    ready: () => app().ready(),
    metrics: undefined,
    metricsPage: undefined,
    log: silentLog,
  })
  return {
    port,
    close,
    serve({ app }) {
      served = app
    },
  }
}
