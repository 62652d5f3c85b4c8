import type { BrowserEntry } from '../../../browser-sessions/browser-entry.ts'
import { browserDeviceOwner, newBrowserDevice } from '../../../devices/browser-device.ts'
import { type Device, tracksDevices } from '../../../devices/device.ts'
import { isAtReplica } from '../../../requests/home-region.ts'
import type { RequestContext } from '../../../requests/request-context.ts'
import type { Stores } from '../../../stores.ts'
import type { User } from '../../../users/user.ts'
import type { EnteredBrowser, SettledStep, SignInStep } from '../sign-in.ts'
import { enterBrowser } from './enter-browser.ts'

interface Ending {
  readonly user: User
  /** The device that the browser is; undefined for an unknown browser. */
  readonly device: Device | undefined
  /** Throws unless the sign-in may still end so, and stores what comes of it. */
  settle(stores: Stores): Promise<SettledStep>
}

/**
 * Ends a sign-in of a user of the pool on the pages of a domain. AWS: where a pool tracks devices, a new one is remembered
 * at once, or the user is asked. In the region of a replica no device is remembered, since none can be confirmed there.
 * Deviation: the service's pages remember none (docs/deviations.md, "devices on the pages").
 */
export async function endInBrowser(
  context: RequestContext,
  step: SignInStep,
  browser: BrowserEntry,
  { user, device, settle }: Ending,
): Promise<EnteredBrowser> {
  const { pool } = step
  const isNew = !device && tracksDevices(pool.settings) && !isAtReplica(context, pool)
  const asksForDevice = isNew && pool.settings.deviceConfiguration?.deviceOnlyRememberedOnUserPrompt === true
  const newDevice =
    isNew && !asksForDevice ? newBrowserDevice(context, pool, user.sub, browser.domain) : undefined
  const session = await enterBrowser(context, step, browser, { user, device, newDevice, settle })
  const known = device && browser.devices.find(({ owner }) => owner === browserDeviceOwner(user))
  const eventId = step.guard?.event.id ?? context.requestId
  return { user, session, eventId, device: newDevice?.kept ?? known, asksForDevice }
}
