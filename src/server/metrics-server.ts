import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Log } from '../kernel/log.ts'
import { plain } from './answers.ts'
import type { MetricsPage } from './metrics-page.ts'
import { headOf } from './request-head.ts'
import { write } from './write-answer.ts'

export interface MetricsServer {
  readonly port: number
  close(): Promise<void>
}

/** A listener for /metrics alone, on loopback. Rejects with the system's error if the port can't be opened. */
export async function startMetricsServer(port: number, page: MetricsPage, log: Log): Promise<MetricsServer> {
  const server = createServer(listenerOf(page, log))
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host: '127.0.0.1', port }, resolve)
  })
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function listenerOf(page: MetricsPage, log: Log): RequestListener {
  return (incoming, outgoing) => {
    incoming.resume() // a body is of no interest
    const { method, path, headers } = headOf(incoming, 0)
    const reads = method === 'GET' || method === 'HEAD'
    const answer = reads && path === '/metrics' ? page({ headers }) : Promise.resolve(plain(404, 'Not Found'))
    answer
      .catch((error: unknown) => {
        log.error('Could not collect the metrics', { error })
        return plain(500, 'Internal Server Error')
      })
      .then((response) => write(outgoing, response))
  }
}
