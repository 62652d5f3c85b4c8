import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { testTokenAccess } from '../self-service/token-access.ts'
import {
  ALWAYS,
  attributesOf,
  DEVICE_NOT_FOUND,
  fromConfirmedDevice,
  fromNewDevice,
  NO_DEVICE,
  newResident,
  OPT_IN,
  onEachDatabase,
  signIn,
  TRACKING_OFF,
} from './fixtures.ts'

onEachDatabase((ground) => {
  testTokenAccess(
    'UpdateDeviceStatus',
    ground,
    { DeviceKey: NO_DEVICE, DeviceRememberedStatus: 'remembered' },
    [
      'InvalidParameterException',
      'NotAuthorizedException',
      'PasswordResetRequiredException',
      'ResourceNotFoundException',
      'UserNotConfirmedException',
      'UserNotFoundException',
    ],
  )

  const update = (AccessToken: string, DeviceKey: string, DeviceRememberedStatus?: string) =>
    ground().it.ok('UpdateDeviceStatus', { AccessToken, DeviceKey, DeviceRememberedStatus })
  const refusal = (AccessToken: string, DeviceKey: string, DeviceRememberedStatus = 'remembered') =>
    ground().it.refusal('UpdateDeviceStatus', { AccessToken, DeviceKey, DeviceRememberedStatus })

  async function look(AccessToken: string, DeviceKey: string) {
    const { Device } = await ground().it.ok('GetDevice', { AccessToken, DeviceKey })
    return { status: attributesOf(Device)['dev:device_remembered_status'], at: Device.DeviceLastModifiedDate }
  }

  describe('validation', () => {
    test('knows two statuses', async () => {
      const { it } = ground()
      const { AccessToken, DeviceKey } = await fromConfirmedDevice(it, await newResident(it))
      const [name, message] = await refusal(AccessToken, DeviceKey, 'forgotten')
      assert.equal(name, 'InvalidParameterException')
      assert.match(message, /'deviceRememberedStatus' failed to satisfy constraint: Member must satisfy enum/)
    })
  })

  describe('behaviour', () => {
    for (const [kind, settings] of Object.entries({ ALWAYS, OPT_IN })) {
      test(`remembers a device and not, as often as it is told (${kind})`, async () => {
        const { it } = ground()
        const { AccessToken, DeviceKey } = await fromConfirmedDevice(it, await newResident(it, settings))
        for (const status of ['remembered', 'remembered', 'not_remembered', 'not_remembered', 'remembered']) {
          assert.deepEqual(await update(AccessToken, DeviceKey, status), {})
          assert.equal((await look(AccessToken, DeviceKey)).status, status)
        }
      })
    }

    test('changes the date of the last change, and nothing without a status', async () => {
      const { it } = ground()
      const { AccessToken, DeviceKey } = await fromConfirmedDevice(it, await newResident(it))
      const before = await look(AccessToken, DeviceKey)
      it.house.passTime(1000)
      assert.deepEqual(await update(AccessToken, DeviceKey), {})
      assert.deepEqual(await look(AccessToken, DeviceKey), before)
      await update(AccessToken, DeviceKey, 'not_remembered')
      assert.ok((await look(AccessToken, DeviceKey)).at >= before.at + 1)
    })

    test('takes the token of an earlier sign-in', async () => {
      const { it } = ground()
      const user = await newResident(it)
      const { AccessToken } = await fromNewDevice(it, user)
      const { DeviceKey } = await fromConfirmedDevice(it, user)
      await update(AccessToken, DeviceKey, 'not_remembered')
    })

    test('knows no device that is missing, not confirmed or another user’s', async () => {
      const { it, pool, client } = ground()
      const [alice, bob] = [await it.member(pool, client), await it.member(pool, client)]
      const { AccessToken, DeviceKey } = await fromNewDevice(it, alice)
      const other = await fromConfirmedDevice(it, bob)
      for (const key of [NO_DEVICE, DeviceKey, other.DeviceKey]) {
        assert.deepEqual(await refusal(AccessToken, key), DEVICE_NOT_FOUND)
        assert.deepEqual(
          await it.refusal('UpdateDeviceStatus', { AccessToken, DeviceKey: key }),
          DEVICE_NOT_FOUND,
        )
      }
    })

    test('refuses where the pool tracks no devices', async () => {
      const { it } = ground()
      const { AccessToken } = await signIn(it, await newResident(it, {}))
      assert.deepEqual(await refusal(AccessToken, NO_DEVICE), TRACKING_OFF)
      assert.equal(TRACKING_OFF[0], 'InvalidUserPoolConfigurationException')
    })
  })
})
