import { confirmDevice } from '../../domain/devices/confirm-device.ts'
import { invalidDeviceKey } from '../../domain/devices/device-errors.ts'
import { findIssuedKey } from '../../domain/devices/device-key.ts'
import { parseDeviceVerifier } from '../../domain/devices/device-verifier.ts'
import { assertTracksDevices } from '../../domain/devices/find-device.ts'
import { lockOwnUser } from '../../domain/journeys/own-account/lock-own-user.ts'
import { accessToken } from '../access.ts'
import { operation } from '../operation.ts'

export const ConfirmDevice = operation('ConfirmDevice', {
  access: accessToken(),
  neverRaises: {
    InvalidLambdaResponseException: 'no trigger is about devices',
    InvalidPasswordException: 'no password is set',
    UsernameExistsException: 'no user is made',
  },

  async handle({ DeviceKey, DeviceSecretVerifierConfig: config, DeviceName: deviceName }, context) {
    const { storage, poolKeys, origin, now, caller } = context
    const { pool, user } = caller
    assertTracksDevices(pool) // InvalidUserPoolConfigurationException
    const key = poolKeys('device keys', pool.id)
    const issued = findIssuedKey(key, { pool, sub: user.sub }, DeviceKey)
    if (!issued) throw invalidDeviceKey()
    const verifier = parseDeviceVerifier(
      config && { passwordVerifier: config.PasswordVerifier, salt: config.Salt },
    )
    const device = await storage.transaction(async (stores) => {
      const owner = await lockOwnUser(stores, user) // UserNotFoundException
      return confirmDevice(stores, pool, { owner, issued, verifier, deviceName, origin }, now)
    })
    return { UserConfirmationNecessary: !device.remembered }
  },
})
