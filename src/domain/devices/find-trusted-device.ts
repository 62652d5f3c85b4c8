import type { Stores } from '../stores.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import type { UserKey } from '../users/user.ts'
import { type Device, type DeviceWithVerifier, tracksDevices } from './device.ts'
import { deviceNotFound } from './device-errors.ts'
import { isDeviceKey } from './device-key.ts'
import { findDevice } from './find-device.ts'
import { standsForSecondFactor } from './trusted-device.ts'

type Settings = Pick<UserPool, 'settings'>

/**
 * The device that a step of a sign-in names by `DEVICE_KEY`, if it names one and the pool tracks devices. Keys can't be
 * guessed, so nobody learns anything about users whose devices they don't know.
 * @throws ResourceNotFoundException for a key of no device of the user; clients then repeat the step without it
 */
export async function findNamedDevice(
  stores: Pick<Stores, 'devices'>,
  { settings }: Settings,
  owner: UserKey,
  deviceKey: string | undefined,
): Promise<Device | undefined> {
  return deviceKey && tracksDevices(settings) ? findDevice(stores, owner, deviceKey) : undefined
}

/**
 * The device that is to prove itself in the place of a second factor; undefined if it does not stand for one any more.
 * @throws ResourceNotFoundException for a key of no device of the user
 */
export async function findTrustedDevice(
  stores: Pick<Stores, 'devices'>,
  { settings }: Settings,
  owner: UserKey,
  deviceKey: string,
): Promise<DeviceWithVerifier | undefined> {
  const device = isDeviceKey(deviceKey) ? await stores.devices.findWithVerifier(owner, deviceKey) : undefined
  if (!device) throw deviceNotFound()
  return standsForSecondFactor(settings, device) ? device : undefined
}
