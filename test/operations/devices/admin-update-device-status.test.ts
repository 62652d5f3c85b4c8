import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { testUserOperation } from '../users/world.ts'
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
  PREPARED,
  prepareDevice,
  TRACKING_OFF,
} from './fixtures.ts'

onEachDatabase((ground) => {
  const house = () => ground().it.house
  testUserOperation({
    operation: 'AdminUpdateDeviceStatus',
    house,
    settings: ALWAYS,
    rest: { ...PREPARED, DeviceRememberedStatus: 'not_remembered' },
    prepare: prepareDevice(house),
    noPool: 'ResourceNotFoundException',
    malformed: 'InvalidParameterException',
    noUser: 'UserNotFoundException',
  })

  async function refusal(input: object) {
    const { json } = await house().call('AdminUpdateDeviceStatus', input)
    return [json.__type, json.message]
  }

  describe('behaviour', () => {
    test('remembers a device and not', async () => {
      const { it } = ground()
      const user = await newResident(it, OPT_IN)
      const { DeviceKey } = await fromConfirmedDevice(it, user)
      const device = { UserPoolId: user.UserPoolId, Username: user.Username, DeviceKey }
      for (const DeviceRememberedStatus of ['remembered', 'remembered', 'not_remembered', undefined]) {
        const answer = await it.administrate('AdminUpdateDeviceStatus', { ...device, DeviceRememberedStatus })
        assert.deepEqual(answer, {})
        const { Device } = await it.administrate('AdminGetDevice', device)
        const status = attributesOf(Device)['dev:device_remembered_status']
        assert.equal(status, DeviceRememberedStatus ?? 'not_remembered')
      }
    })

    test('knows no device that is missing, not confirmed or another user’s', async () => {
      const { it, pool: UserPoolId, client } = ground()
      const [alice, bob] = [await it.member(UserPoolId, client), await it.member(UserPoolId, client)]
      const { DeviceKey } = await fromNewDevice(it, alice)
      const other = await fromConfirmedDevice(it, bob)
      for (const key of [NO_DEVICE, DeviceKey, other.DeviceKey]) {
        const input = { UserPoolId, Username: alice.Username, DeviceKey: key }
        assert.deepEqual(await refusal({ ...input, DeviceRememberedStatus: 'remembered' }), DEVICE_NOT_FOUND)
      }
    })

    test('refuses where the pool tracks no devices', async () => {
      const UserPoolId = await ground().it.newPool({})
      assert.deepEqual(await refusal({ UserPoolId, Username: 'nobody', DeviceKey: NO_DEVICE }), TRACKING_OFF)
      assert.equal(TRACKING_OFF[0], 'InvalidUserPoolConfigurationException')
    })
  })
})
