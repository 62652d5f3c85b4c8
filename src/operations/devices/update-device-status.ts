import { assertTracksDevices } from '../../domain/devices/find-device.ts'
import { updateDeviceStatus } from '../../domain/devices/update-device-status.ts'
import { accessToken } from '../access.ts'
import { operation } from '../operation.ts'

export const UpdateDeviceStatus = operation('UpdateDeviceStatus', {
  access: accessToken(),

  async handle({ DeviceKey, DeviceRememberedStatus: status }, { storage, now, caller: { pool, user } }) {
    assertTracksDevices(pool) // InvalidUserPoolConfigurationException
    await storage.transaction((stores) => updateDeviceStatus(stores, user, DeviceKey, status, now))
    return {}
  },
})
