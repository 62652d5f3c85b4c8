// A server that speaks https, which Amplify insists on for sign-in pages, and a browser.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { silentLog } from '../../src/kernel/log.ts'
import { startServer } from '../../src/server/start-server.ts'
import { openBrowser } from '../support/browser.ts'
import { selfSigned } from '../support/certificate.ts'
import { freePort } from '../support/free-port.ts'
import { type Poolhouse, type PoolhouseOptions, startPoolhouse } from '../support/poolhouse.ts'

export interface SecurePlace {
  /** Its own address speaks plain http. */
  readonly house: Poolhouse
  readonly secureUrl: string
  readonly browser: Browser
  close(): Promise<void>
}

export async function openSecure(options: Omit<PoolhouseOptions, 'publicUrl'> = {}): Promise<SecurePlace> {
  const folder = mkdtempSync(join(tmpdir(), 'poolhouse-'))
  const { cert, key } = selfSigned()
  writeFileSync(join(folder, 'cert.pem'), cert)
  writeFileSync(join(folder, 'key.pem'), key)
  const port = await freePort()
  const secureUrl = `https://localhost:${port}`
  const house = await startPoolhouse({ ...options, publicUrl: secureUrl })
  const { handleApi, pages, uploads, ready } = house.app
  const server = await startServer({
    config: {
      host: '127.0.0.1',
      port,
      tlsCertFile: join(folder, 'cert.pem'),
      tlsKeyFile: join(folder, 'key.pem'),
      bodyLimit: 1024 * 1024,
      trustProxy: 0,
      requestTimeout: 10_000,
      keepAliveTimeout: 75_000,
      shutdownGrace: 1000,
    },
    ...{ handleApi, pages, uploads, ready, metrics: undefined, metricsPage: undefined, log: silentLog },
  })
  const browser = await openBrowser()
  return {
    house,
    secureUrl,
    browser,
    async close() {
      await browser.close()
      await server.close()
      await house.close()
      rmSync(folder, { recursive: true })
    },
  }
}
