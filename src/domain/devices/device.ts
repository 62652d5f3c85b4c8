import type { Instant } from '../../kernel/clock.ts'
import type { PasswordVerifier, SrpIdentity } from '../credentials/srp.ts'
import type { RequestOrigin } from '../sessions/request-origin.ts'
import type { DeviceConfiguration } from '../user-pools/settings/user-pool-settings.ts'

/** A device that a user has confirmed. */
export interface Device {
  readonly userPoolId: string
  readonly sub: string
  readonly deviceKey: string
  readonly deviceGroupKey: string
  readonly deviceName?: string | undefined
  /** Whether the user wants to sign in with it without a second factor. */
  readonly remembered: boolean
  readonly lastIpAddress: string
  readonly createdAt: Instant
  readonly modifiedAt: Instant
  /** When the user last signed in with it. */
  readonly authenticatedAt: Instant
}

/** A device with the secret by which it proves itself. */
export interface DeviceWithVerifier extends Device {
  readonly verifier: PasswordVerifier
}

/** AWS: a pool with a device configuration, whatever is in it, tracks devices. */
export function tracksDevices(settings: {
  readonly deviceConfiguration?: DeviceConfiguration | undefined
}): boolean {
  return settings.deviceConfiguration !== undefined
}

/** The names that are hashed with a device's password. */
export function deviceIdentity({
  deviceGroupKey,
  deviceKey,
}: Pick<Device, 'deviceGroupKey' | 'deviceKey'>): SrpIdentity {
  return { group: deviceGroupKey, name: deviceKey }
}

/** The address that a device called from, cut to a length that anything may be stored in. */
export function deviceAddress({ ipAddress }: RequestOrigin): string {
  return ipAddress.slice(0, 128)
}
