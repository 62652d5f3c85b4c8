import { updateDeviceStatus } from '../../domain/devices/update-device-status.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'
import { findDeviceOwner } from './find-device-owner.ts'

export const AdminUpdateDeviceStatus = operation('AdminUpdateDeviceStatus', {
  access: iam.onUserPool,

  async handle(input, { storage, region, now }) {
    const { DeviceKey, DeviceRememberedStatus: status } = input
    await storage.transaction(async (stores) => {
      const { user } = await findDeviceOwner(stores, region, input)
      await updateDeviceStatus(stores, user, DeviceKey, status, now) // ResourceNotFoundException
    })
    return {}
  },
})
