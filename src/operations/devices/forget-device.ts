import { assertTracksDevices } from '../../domain/devices/find-device.ts'
import { forgetDevice } from '../../domain/devices/forget-device.ts'
import { accessToken } from '../access.ts'
import { operation } from '../operation.ts'

export const ForgetDevice = operation('ForgetDevice', {
  access: accessToken(),

  async handle({ DeviceKey }, { storage, now, caller: { pool, user, family } }) {
    assertTracksDevices(pool) // InvalidUserPoolConfigurationException
    await storage.transaction((stores) => forgetDevice(stores, user, DeviceKey, family, now))
  },
})
