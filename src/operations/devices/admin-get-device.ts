import { findDevice } from '../../domain/devices/find-device.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'
import { toDeviceType } from './device-shape.ts'
import { asUndeclared, findDeviceOwner } from './find-device-owner.ts'

export const AdminGetDevice = operation('AdminGetDevice', {
  access: iam.onUserPool,

  async handle(input, { storage: { stores }, region, account }) {
    const { pool, user } = await findDeviceOwner(stores, region, input).catch(asUndeclared)
    const device = await findDevice(stores, user, input.DeviceKey) // ResourceNotFoundException
    return { Device: toDeviceType(device, { account, pool, user }) }
  },
})
