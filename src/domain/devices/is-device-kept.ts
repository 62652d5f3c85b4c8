import type { Stores } from '../stores.ts'
import type { UserKey } from '../users/user.ts'

/**
 * Whether tokens may name a device: it was not forgotten, and is held until the transaction ends.
 * @param deviceKey undefined for tokens that name none
 */
export async function isDeviceKept(
  stores: Pick<Stores, 'devices'>,
  owner: UserKey,
  deviceKey: string | undefined,
): Promise<boolean> {
  return deviceKey === undefined || (await stores.devices.lock(owner, deviceKey)) !== undefined
}
