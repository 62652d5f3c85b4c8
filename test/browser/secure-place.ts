// A server that speaks https, which Amplify insists on for sign-in pages, and a browser.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { openBrowser } from '../support/browser.ts'
import { selfSigned } from '../support/certificate.ts'
import { freePort } from '../support/free-port.ts'
import { type Poolhouse, type PoolhouseOptions, startPoolhouse } from '../support/poolhouse.ts'
import { serveAt } from './serve-at.ts'

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
  const tlsCertFile = join(folder, 'cert.pem')
  const tlsKeyFile = join(folder, 'key.pem')
  writeFileSync(tlsCertFile, cert)
  writeFileSync(tlsKeyFile, key)
  const port = await freePort()
  const secureUrl = `https://localhost:${port}`
  const house = await startPoolhouse({ ...options, publicUrl: secureUrl })
  const server = await serveAt(port, house, { tlsCertFile, tlsKeyFile })
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
