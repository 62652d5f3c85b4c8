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
  refresh,
  TRACKING_OFF,
} from './fixtures.ts'

onEachDatabase((ground) => {
  const house = () => ground().it.house
  testUserOperation({
    operation: 'AdminForgetDevice',
    house,
    settings: ALWAYS,
    rest: PREPARED,
    prepare: prepareDevice(house),
    noPool: 'ResourceNotFoundException',
    malformed: 'InvalidParameterException',
    noUser: 'UserNotFoundException',
  })

  async function refusal(input: object) {
    const { json } = await house().call('AdminForgetDevice', input)
    return [json.__type, json.message]
  }

  describe('behaviour', () => {
    test('forgets a device with all tokens of its sign-ins, with an answer that has no body', async () => {
      const { it } = ground()
      const user = await newResident(it)
      const [device, other] = [await fromConfirmedDevice(it, user), await fromConfirmedDevice(it, user)]
      const { UserPoolId, Username } = user
      const { AccessToken, RefreshToken, DeviceKey } = device
      const answer = await house().call('AdminForgetDevice', { UserPoolId, Username, DeviceKey })
      assert.deepEqual([answer.status, answer.text], [200, ''])
      assert.deepEqual(await it.refusal('GetUser', { AccessToken }), [
        'NotAuthorizedException',
        'Access Token has been revoked',
      ])
      const { json } = await refresh(it, user, { RefreshToken }, { DEVICE_KEY: DeviceKey })
      assert.deepEqual([json.__type, json.message], DEVICE_NOT_FOUND)
      await it.ok('GetDevice', { AccessToken: other.AccessToken, DeviceKey: other.DeviceKey })
    })

    test('knows no device that is missing, forgotten, not confirmed or another user’s', async () => {
      const { it, pool: UserPoolId, client } = ground()
      const [alice, bob] = [await it.member(UserPoolId, client), await it.member(UserPoolId, client)]
      const { DeviceKey } = await fromNewDevice(it, alice)
      const forgotten = await fromConfirmedDevice(it, alice)
      const other = await fromConfirmedDevice(it, bob)
      const { Username } = alice
      await it.administrate('AdminForgetDevice', { UserPoolId, Username, DeviceKey: forgotten.DeviceKey })
      for (const key of [NO_DEVICE, DeviceKey, forgotten.DeviceKey, other.DeviceKey])
        assert.deepEqual(await refusal({ UserPoolId, Username, DeviceKey: key }), DEVICE_NOT_FOUND)
    })

    test('refuses where the pool tracks no devices', async () => {
      const UserPoolId = await ground().it.newPool({})
      assert.deepEqual(await refusal({ UserPoolId, Username: 'nobody', DeviceKey: NO_DEVICE }), TRACKING_OFF)
      assert.equal(TRACKING_OFF[0], 'InvalidUserPoolConfigurationException')
    })
  })
})
