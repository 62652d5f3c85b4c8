import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { testTokenAccess } from '../self-service/token-access.ts'
import {
  DEVICE_NOT_FOUND,
  fromConfirmedDevice,
  fromNewDevice,
  NO_DEVICE,
  newResident,
  onEachDatabase,
  refresh,
  signIn,
  TRACKING_OFF,
} from './fixtures.ts'

onEachDatabase((ground) => {
  testTokenAccess('ForgetDevice', ground, { DeviceKey: NO_DEVICE }, [
    'InvalidParameterException',
    'NotAuthorizedException',
    'PasswordResetRequiredException',
    'ResourceNotFoundException',
    'UserNotConfirmedException',
    'UserNotFoundException',
  ])

  const refusal = (AccessToken: string, DeviceKey: string) =>
    ground().it.refusal('ForgetDevice', { AccessToken, DeviceKey })

  describe('validation', () => {
    test('asks for a key of the right form', async () => {
      const { it } = ground()
      const { AccessToken } = await signIn(it, await newResident(it))
      const [name, message] = await refusal(AccessToken, 'no key')
      assert.equal(name, 'InvalidParameterException')
      assert.match(
        message,
        /'deviceKey' failed to satisfy constraint: Member must satisfy regular expression/,
      )
    })
  })

  describe('behaviour', () => {
    test('forgets a device once, with an answer that has no body', async () => {
      const { it } = ground()
      const { AccessToken, DeviceKey } = await fromConfirmedDevice(it, await newResident(it))
      const answer = await it.house.call('ForgetDevice', { AccessToken, DeviceKey }, { signed: false })
      assert.deepEqual([answer.status, answer.text], [200, ''])
      assert.deepEqual(await it.refusal('GetDevice', { AccessToken, DeviceKey }), DEVICE_NOT_FOUND)
      assert.deepEqual(await refusal(AccessToken, DeviceKey), DEVICE_NOT_FOUND)
    })

    test('ends the tokens of all sign-ins with another device, and of no other sign-in', async () => {
      const { it } = ground()
      const user = await newResident(it)
      const [here, there] = [await fromConfirmedDevice(it, user), await fromConfirmedDevice(it, user)]
      const again = await signIn(it, user, { DEVICE_KEY: there.DeviceKey })
      await it.ok('ForgetDevice', { AccessToken: here.AccessToken, DeviceKey: there.DeviceKey })
      for (const { AccessToken, RefreshToken } of [there, again]) {
        assert.deepEqual(await it.refusal('GetUser', { AccessToken }), [
          'NotAuthorizedException',
          'Access Token has been revoked',
        ])
        const { json } = await refresh(it, user, { RefreshToken }, { DEVICE_KEY: there.DeviceKey })
        assert.deepEqual([json.__type, json.message], DEVICE_NOT_FOUND)
      }
      await it.ok('GetUser', { AccessToken: here.AccessToken })
      assert.equal((await refresh(it, user, here, { DEVICE_KEY: here.DeviceKey })).status, 200)
    })

    test('leaves users who forget their own device their access token, and no refresh', async () => {
      const { it } = ground()
      const user = await newResident(it)
      const { AccessToken, RefreshToken, DeviceKey } = await fromConfirmedDevice(it, user)
      const again = await signIn(it, user, { DEVICE_KEY: DeviceKey })
      await it.ok('ForgetDevice', { AccessToken, DeviceKey })
      assert.deepEqual((await it.ok('ListDevices', { AccessToken })).Devices, [])
      const { json } = await refresh(it, user, { RefreshToken }, { DEVICE_KEY: DeviceKey })
      assert.deepEqual([json.__type, json.message], DEVICE_NOT_FOUND)
      const { json: without } = await refresh(it, user, { RefreshToken })
      assert.deepEqual(
        [without.__type, without.message],
        ['NotAuthorizedException', 'Invalid Refresh Token.'],
      )
      const [name] = await it.refusal('GetUser', { AccessToken: again.AccessToken })
      assert.equal(name, 'NotAuthorizedException')
    })

    test('lets nobody sign in with the device any more', async () => {
      const { it } = ground()
      const user = await newResident(it)
      const { AccessToken, DeviceKey } = await fromConfirmedDevice(it, user)
      await it.ok('ForgetDevice', { AccessToken, DeviceKey })
      await assert.rejects(signIn(it, user, { DEVICE_KEY: DeviceKey }), /Device does not exist\./)
      assert.notEqual((await fromNewDevice(it, user)).DeviceKey, DeviceKey)
    })

    test('knows no device that is missing, not confirmed or another user’s', async () => {
      const { it, pool, client } = ground()
      const [alice, bob] = [await it.member(pool, client), await it.member(pool, client)]
      const { AccessToken, DeviceKey } = await fromNewDevice(it, alice)
      const other = await fromConfirmedDevice(it, bob)
      for (const key of [NO_DEVICE, DeviceKey, other.DeviceKey])
        assert.deepEqual(await refusal(AccessToken, key), DEVICE_NOT_FOUND)
      await it.ok('GetDevice', { AccessToken: other.AccessToken, DeviceKey: other.DeviceKey })
    })

    test('refuses where the pool tracks no devices', async () => {
      const { it } = ground()
      const { AccessToken } = await signIn(it, await newResident(it, {}))
      assert.deepEqual(await refusal(AccessToken, NO_DEVICE), TRACKING_OFF)
      assert.equal(TRACKING_OFF[0], 'InvalidUserPoolConfigurationException')
    })
  })
})
