// Poolhouse at an address of its own that a browser can use, as its public address says.
import { freePort } from '../support/free-port.ts'
import { type Poolhouse, type PoolhouseOptions, startPoolhouse } from '../support/poolhouse.ts'
import { serveAt } from './serve-at.ts'

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
  const server = await serveAt(port, house)
  const close = async () => {
    await server.close()
    await house.close()
  }
  return { house, publicUrl, close }
}
