import type { Instant } from '../../kernel/clock.ts'
import { deviceType } from '../sessions/device-type.ts'
import type { RequestOrigin } from '../sessions/request-origin.ts'
import type { Stores } from '../stores.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import type { UserKey } from '../users/user.ts'
import type { NewBrowserDevice } from './browser-device.ts'
import { confirmDevice } from './confirm-device.ts'
import { updateDeviceStatus } from './update-device-status.ts'

/** Stores the device that a browser becomes, which is remembered at once, and called by the names of browser and system. */
export async function storeBrowserDevice(
  stores: Pick<Stores, 'devices'>,
  { origin, now }: { readonly origin: RequestOrigin; readonly now: Instant },
  pool: Pick<UserPool, 'settings'>,
  owner: UserKey,
  { issued, verifier }: NewBrowserDevice,
): Promise<void> {
  const deviceName = deviceType(origin.userAgent)
  const device = await confirmDevice(stores, pool, { owner, issued, verifier, deviceName, origin }, now)
  if (!device.remembered) await updateDeviceStatus(stores, owner, device.deviceKey, 'remembered', now)
}
