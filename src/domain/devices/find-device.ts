import type { Stores } from '../stores.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import type { UserKey } from '../users/user.ts'
import { type Device, tracksDevices } from './device.ts'
import { deviceNotFound, trackingOff } from './device-errors.ts'
import { isDeviceKey } from './device-key.ts'

/** @throws InvalidUserPoolConfigurationException */
export function assertTracksDevices({ settings }: Pick<UserPool, 'settings'>): void {
  if (!tracksDevices(settings)) throw trackingOff()
}

/**
 * @param deviceKey of any form
 * @throws ResourceNotFoundException
 */
export async function findDevice(
  stores: Pick<Stores, 'devices'>,
  owner: UserKey,
  deviceKey: string,
): Promise<Device> {
  const device = isDeviceKey(deviceKey) ? await stores.devices.find(owner, deviceKey) : undefined
  if (!device) throw deviceNotFound()
  return device
}
