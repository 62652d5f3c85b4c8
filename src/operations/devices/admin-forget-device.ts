import { forgetDevice } from '../../domain/devices/forget-device.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'
import { findDeviceOwner } from './find-device-owner.ts'

export const AdminForgetDevice = operation('AdminForgetDevice', {
  access: iam.onUserPool,

  async handle(input, { storage, region, now }) {
    await storage.transaction(async (stores) => {
      const { user } = await findDeviceOwner(stores, region, input)
      await forgetDevice(stores, user, input.DeviceKey, undefined, now) // ResourceNotFoundException
    })
  },
})
