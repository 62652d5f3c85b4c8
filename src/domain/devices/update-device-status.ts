import type { Instant } from '../../kernel/clock.ts'
import type { Stores } from '../stores.ts'
import type { UserKey } from '../users/user.ts'
import { deviceNotFound } from './device-errors.ts'
import { findDevice } from './find-device.ts'

/**
 * Remembers a device or doesn't, as its user wants it; without a status nothing changes.
 * @throws ResourceNotFoundException
 */
export async function updateDeviceStatus(
  stores: Pick<Stores, 'devices'>,
  owner: UserKey,
  deviceKey: string,
  status: 'remembered' | 'not_remembered' | undefined,
  now: Instant,
): Promise<void> {
  if (status === undefined) await findDevice(stores, owner, deviceKey)
  else if (!(await stores.devices.setRemembered(owner, deviceKey, status === 'remembered', now)))
    throw deviceNotFound()
}
