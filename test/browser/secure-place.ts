// A server that speaks https, which Amplify insists on for sign-in pages, and a browser.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { openBrowser } from '../support/browser.ts'
import { selfSigned } from '../support/certificate.ts'
import { type Poolhouse, type PoolhouseOptions, startPoolhouse } from '../support/poolhouse.ts'
import { openPlace } from './place.ts'

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
  const place = await openPlace({ tlsCertFile, tlsKeyFile })
  const secureUrl = `https://localhost:${place.port}`
  const house = await startPoolhouse({ ...options, publicUrl: secureUrl })
  place.serve(house)
  const browser = await openBrowser()
  return {
    house,
    secureUrl,
    browser,
    async close() {
      await browser.close()
      await place.close()
      await house.close()
      rmSync(folder, { recursive: true })
    },
  }
}
