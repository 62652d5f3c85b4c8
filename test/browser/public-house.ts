// Poolhouse at an address of its own that a browser can use, as its public address says.
import { type Poolhouse, type PoolhouseOptions, startPoolhouse } from '../support/poolhouse.ts'
import { openPlace } from './place.ts'

export interface PublicHouse {
  readonly house: Poolhouse
  readonly publicUrl: string
  close(): Promise<void>
}

/** Starts a server whose providers may be on this machine. */
export async function openPublicHouse(options: PoolhouseOptions = {}): Promise<PublicHouse> {
  const place = await openPlace()
  const publicUrl = `http://localhost:${place.port}`
  const house = await startPoolhouse({ ...options, publicUrl, federation: { privateAddresses: true } })
  place.serve(house)
  const close = async () => {
    await place.close()
    await house.close()
  }
  return { house, publicUrl, close }
}
