import type { Stores } from '../stores.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import type { UserKey } from '../users/user.ts'
import { type BrowserDevice, browserDeviceOwner, isBrowserDevice } from './browser-device.ts'
import { type Device, tracksDevices } from './device.ts'
import { isDeviceKey } from './device-key.ts'

/** What a browser that signs in on the pages of a domain has in its cookie. */
export interface BrowserDevices {
  readonly domain: string
  readonly devices: readonly BrowserDevice[]
}

/**
 * The device that a browser is for a user; undefined if there is none, if it was forgotten, or if the secret is wrong.
 * Call it only after the sign-in has proven something, so that strangers do not learn which devices a user has.
 */
export async function findBrowserDevice(
  stores: Pick<Stores, 'devices'>,
  { settings }: Pick<UserPool, 'settings'>,
  owner: UserKey,
  browser: BrowserDevices,
): Promise<Device | undefined> {
  if (!tracksDevices(settings)) return undefined
  const kept = browser.devices.find((device) => device.owner === browserDeviceOwner(owner))
  if (!kept || !isDeviceKey(kept.deviceKey)) return undefined
  const found = await stores.devices.findWithVerifier(owner, kept.deviceKey)
  if (!found || !isBrowserDevice(found, kept, browser.domain)) return undefined
  const { verifier: _, ...device } = found
  return device
}
