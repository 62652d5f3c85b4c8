import type { AttributeType, DeviceType } from '../../contract/generated/types.ts'
import type { Device } from '../../domain/devices/device.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import { SECOND } from '../../kernel/clock.ts'

/** Where a device belongs, which only the longer form shows. */
export interface DevicePlace {
  readonly account: string
  readonly pool: Pick<UserPool, 'id' | 'region'>
  readonly user: { readonly username: string }
}

/** A device as GetDevice and the administrators' operations show it. */
export function toDeviceType(device: Device, place: DevicePlace): DeviceType {
  return { ...toListedDevice(device), DeviceAttributes: allAttributes(device, place) }
}

/** A device as ListDevices shows it. AWS: the last sign-in is a whole second. */
export function toListedDevice(device: Device): DeviceType {
  return {
    DeviceKey: device.deviceKey,
    DeviceAttributes: [...identity(device), attribute('last_ip_used', device.lastIpAddress)],
    DeviceCreateDate: device.createdAt,
    DeviceLastModifiedDate: device.modifiedAt,
    DeviceLastAuthenticatedDate: Math.floor(device.authenticatedAt / SECOND) * SECOND,
  }
}

function identity({ deviceName }: Device): AttributeType[] {
  const name = deviceName === undefined ? [] : [attribute('device_name', deviceName)]
  return [attribute('device_status', 'valid'), ...name]
}

function allAttributes(device: Device, { account, pool, user }: DevicePlace): AttributeType[] {
  const owner = `${user.username}.${pool.id}`
  const prefix = `arn:aws:cognito-idp:${pool.region}:${account}`
  return [
    ...identity(device),
    attribute('dev:device_arn', `${prefix}:owner/${owner}/device/${device.deviceKey}`),
    attribute('dev:device_owner', owner),
    attribute('last_ip_used', device.lastIpAddress),
    attribute('dev:device_remembered_status', device.remembered ? 'remembered' : 'not_remembered'),
    attribute('dev:device_sdk', 'aws-sdk'),
  ]
}

function attribute(Name: string, Value: string): AttributeType {
  return { Name, Value }
}
