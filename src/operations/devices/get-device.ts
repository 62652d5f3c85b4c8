import { assertTracksDevices, findDevice } from '../../domain/devices/find-device.ts'
import { accessToken } from '../access.ts'
import { operation } from '../operation.ts'
import { toDeviceType } from './device-shape.ts'

export const GetDevice = operation('GetDevice', {
  access: accessToken(),

  async handle({ DeviceKey }, { storage, account, caller: { pool, user } }) {
    assertTracksDevices(pool) // InvalidUserPoolConfigurationException
    const device = await findDevice(storage.stores, user, DeviceKey) // ResourceNotFoundException
    return { Device: toDeviceType(device, { account, pool, user }) }
  },
})
