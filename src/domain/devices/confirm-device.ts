import type { Instant } from '../../kernel/clock.ts'
import type { PasswordVerifier } from '../credentials/srp.ts'
import type { RequestOrigin } from '../sessions/request-origin.ts'
import type { Stores } from '../stores.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import type { UserKey } from '../users/user.ts'
import { type Device, deviceAddress } from './device.ts'
import { deviceExists } from './device-errors.ts'
import type { IssuedDeviceKey } from './device-key.ts'

/** A device as its user confirms it. */
export interface ConfirmedDevice {
  readonly owner: UserKey
  readonly issued: IssuedDeviceKey
  readonly verifier: PasswordVerifier
  readonly deviceName?: string | undefined
  readonly origin: RequestOrigin
}

/** Clients that lose their device key confirm another one at each sign-in, for which there must be an end. */
export const MOST_DEVICES = 2000

/**
 * Stores a device. AWS: it is remembered at once, unless the pool leaves that to the user. Beyond {@link MOST_DEVICES}
 * the user's least recently used devices go.
 * @throws DeviceKeyExistsException
 */
export async function confirmDevice(
  stores: Pick<Stores, 'devices'>,
  { settings }: Pick<UserPool, 'settings'>,
  { owner, issued, verifier, deviceName, origin }: ConfirmedDevice,
  now: Instant,
): Promise<Device> {
  const device: Device = {
    userPoolId: owner.userPoolId,
    sub: owner.sub,
    deviceKey: issued.deviceKey,
    deviceGroupKey: issued.deviceGroupKey,
    deviceName,
    remembered: settings.deviceConfiguration?.deviceOnlyRememberedOnUserPrompt !== true,
    lastIpAddress: deviceAddress(origin),
    createdAt: now,
    modifiedAt: now,
    authenticatedAt: now,
  }
  if (!(await stores.devices.insert({ ...device, verifier }))) throw deviceExists()
  await stores.devices.deleteBeyond(owner, MOST_DEVICES)
  return device
}
