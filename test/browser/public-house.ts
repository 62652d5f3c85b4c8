// Poolhouse at an address of its own that a browser can use, as its public address says.
import { silentLog } from '../../src/kernel/log.ts'
import { startServer } from '../../src/server/start-server.ts'
import { freePort } from '../support/free-port.ts'
import { type Poolhouse, type PoolhouseOptions, startPoolhouse } from '../support/poolhouse.ts'

export interface PublicHouse {
  readonly house: Poolhouse
  readonly publicUrl: string
  close(): Promise<void>
}

/** Starts a server whose providers may be on this machine. */
export async function openPublicHouse(options: PoolhouseOptions = {}): Promise<PublicHouse> {
  const port = await freePort()
  const publicUrl = `http://localhost:${port}`
  const house = await startPoolhouse({ ...options, publicUrl, federation: { privateAddresses: true } })
  const { handleApi, pages, uploads, ready } = house.app
  const server = await startServer({
    config: {
      host: '127.0.0.1',
      port,
      tlsCertFile: undefined,
      tlsKeyFile: undefined,
      bodyLimit: 1024 * 1024,
      trustProxy: 0,
      requestTimeout: 10_000,
      keepAliveTimeout: 75_000,
      shutdownGrace: 1000,
    },
    ...{ handleApi, pages, uploads, ready, metrics: undefined, metricsPage: undefined, log: silentLog },
  })
  const close = async () => {
    await server.close()
    await house.close()
  }
  return { house, publicUrl, close }
}
