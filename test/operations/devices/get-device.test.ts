import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { ACCOUNT } from '../../support/poolhouse.ts'
import { testTokenAccess } from '../self-service/token-access.ts'
import {
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
  testTokenAccess('GetDevice', ground, { DeviceKey: NO_DEVICE }, [
    'InvalidParameterException',
    'NotAuthorizedException',
    'PasswordResetRequiredException',
    'ResourceNotFoundException',
    'UserNotConfirmedException',
    'UserNotFoundException',
  ])

  const get = (AccessToken: string, DeviceKey: string) =>
    ground().it.ok('GetDevice', { AccessToken, DeviceKey })
  const refusal = (AccessToken: string, DeviceKey: string) =>
    ground().it.refusal('GetDevice', { AccessToken, DeviceKey })

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
    test('answers as the service: all attributes in its order, dates, the last sign-in in whole seconds', async () => {
      const { it } = ground()
      const user = await newResident(it)
      const { AccessToken, DeviceKey } = await fromConfirmedDevice(it, user, { DeviceName: 'MyDevice' })
      const { Device } = await get(AccessToken, DeviceKey)
      const { DeviceCreateDate, DeviceLastModifiedDate, DeviceLastAuthenticatedDate, ...rest } = Device
      const owner = `${user.Username}.${user.UserPoolId}`
      assert.deepEqual(rest, {
        DeviceKey,
        DeviceAttributes: [
          { Name: 'device_status', Value: 'valid' },
          { Name: 'device_name', Value: 'MyDevice' },
          {
            Name: 'dev:device_arn',
            Value: `arn:aws:cognito-idp:us-east-1:${ACCOUNT}:owner/${owner}/device/${DeviceKey}`,
          },
          { Name: 'dev:device_owner', Value: owner },
          { Name: 'last_ip_used', Value: '127.0.0.1' },
          { Name: 'dev:device_remembered_status', Value: 'remembered' },
          { Name: 'dev:device_sdk', Value: 'aws-sdk' },
        ],
      })
      assert.equal(DeviceLastModifiedDate, DeviceCreateDate)
      assert.equal(DeviceLastAuthenticatedDate, Math.floor(DeviceCreateDate))
    })

    test('shows no name where none was given', async () => {
      const { it } = ground()
      const { AccessToken, DeviceKey } = await fromConfirmedDevice(it, await newResident(it))
      const { Device } = await get(AccessToken, DeviceKey)
      const names = Device.DeviceAttributes.map(({ Name }: { Name: string }) => Name)
      assert.deepEqual(names.slice(0, 2), ['device_status', 'dev:device_arn'])
    })

    test('shows a device that is not remembered', async () => {
      const { it } = ground()
      const { AccessToken, DeviceKey } = await fromConfirmedDevice(it, await newResident(it, OPT_IN))
      assert.equal((await get(AccessToken, DeviceKey)).Device.DeviceKey, DeviceKey)
    })

    test('shows when a device was last signed in with', async () => {
      const { it } = ground()
      const user = await newResident(it)
      const { AccessToken, DeviceKey } = await fromConfirmedDevice(it, user)
      const { Device: before } = await get(AccessToken, DeviceKey)
      it.house.passTime(60_000)
      await signIn(it, user, { DEVICE_KEY: DeviceKey })
      const { Device: now } = await get(AccessToken, DeviceKey)
      assert.ok(now.DeviceLastAuthenticatedDate >= before.DeviceLastAuthenticatedDate + 60)
      assert.equal(now.DeviceLastModifiedDate, before.DeviceLastModifiedDate)
    })

    test('knows no device that is missing, not confirmed or another user’s', async () => {
      const { it, pool, client } = ground()
      const [alice, bob] = [await it.member(pool, client), await it.member(pool, client)]
      const { AccessToken, DeviceKey } = await fromNewDevice(it, alice)
      const other = await fromConfirmedDevice(it, bob)
      for (const key of [NO_DEVICE, DeviceKey, other.DeviceKey])
        assert.deepEqual(await refusal(AccessToken, key), DEVICE_NOT_FOUND)
    })

    test('refuses where the pool tracks no devices', async () => {
      const { it } = ground()
      const { AccessToken } = await signIn(it, await newResident(it, {}))
      assert.deepEqual(await refusal(AccessToken, NO_DEVICE), TRACKING_OFF)
      assert.equal(TRACKING_OFF[0], 'InvalidUserPoolConfigurationException')
    })
  })
})
