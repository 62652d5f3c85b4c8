import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { testUserOperation } from '../users/world.ts'
import {
  ALWAYS,
  DEVICE_NOT_FOUND,
  fromConfirmedDevice,
  fromNewDevice,
  NO_DEVICE,
  newResident,
  onEachDatabase,
  PREPARED,
  prepareDevice,
  TRACKING_OFF,
} from './fixtures.ts'

onEachDatabase((ground) => {
  const house = () => ground().it.house
  testUserOperation({
    operation: 'AdminGetDevice',
    house,
    settings: ALWAYS,
    rest: PREPARED,
    prepare: prepareDevice(house),
    noPool: 'ResourceNotFoundException',
    malformed: 'InvalidParameterException',
    noUser: 'ResourceNotFoundException',
  })

  async function refusal(input: object) {
    const { json } = await house().call('AdminGetDevice', input)
    return [json.__type, json.message]
  }

  describe('behaviour', () => {
    test('shows what GetDevice shows', async () => {
      const { it } = ground()
      const user = await newResident(it)
      const { AccessToken, DeviceKey } = await fromConfirmedDevice(it, user, { DeviceName: 'MyDevice' })
      const { UserPoolId, Username } = user
      assert.deepEqual(
        await it.administrate('AdminGetDevice', { UserPoolId, Username, DeviceKey }),
        await it.ok('GetDevice', { AccessToken, DeviceKey }),
      )
    })

    test('knows no device that is missing, not confirmed or another user’s', async () => {
      const { it, pool: UserPoolId, client } = ground()
      const [alice, bob] = [await it.member(UserPoolId, client), await it.member(UserPoolId, client)]
      const { DeviceKey } = await fromNewDevice(it, alice)
      const other = await fromConfirmedDevice(it, bob)
      for (const key of [NO_DEVICE, DeviceKey, other.DeviceKey]) {
        const input = { UserPoolId, Username: alice.Username, DeviceKey: key }
        assert.deepEqual(await refusal(input), DEVICE_NOT_FOUND)
      }
    })

    test('refuses where the pool tracks no devices, before it looks for the user', async () => {
      const UserPoolId = await ground().it.newPool({})
      assert.deepEqual(await refusal({ UserPoolId, Username: 'nobody', DeviceKey: NO_DEVICE }), TRACKING_OFF)
      assert.equal(TRACKING_OFF[0], 'InvalidUserPoolConfigurationException')
    })
  })
})
