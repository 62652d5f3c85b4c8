import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { testTokenAccess } from '../self-service/token-access.ts'
import {
  ALWAYS,
  fromConfirmedDevice,
  fromNewDevice,
  newResident,
  OPT_IN,
  onEachDatabase,
  signIn,
  TRACKING_OFF,
} from './fixtures.ts'

onEachDatabase((ground) => {
  testTokenAccess('ListDevices', ground, {}, [
    'InvalidParameterException',
    'NotAuthorizedException',
    'PasswordResetRequiredException',
    'ResourceNotFoundException',
    'UserNotConfirmedException',
    'UserNotFoundException',
  ])

  async function keys(AccessToken: string, more: object = {}) {
    const { Devices, PaginationToken } = await ground().it.ok('ListDevices', { AccessToken, ...more })
    return { keys: Devices.map(({ DeviceKey }: { DeviceKey: string }) => DeviceKey), PaginationToken }
  }

  const change = (AccessToken: string, DeviceKey: string, DeviceRememberedStatus: string) =>
    ground().it.ok('UpdateDeviceStatus', { AccessToken, DeviceKey, DeviceRememberedStatus })

  describe('validation', () => {
    test('refuses a limit above 60 and a token that is none', async () => {
      const { it } = ground()
      const { AccessToken } = await signIn(it, await newResident(it))
      const [name, message] = await it.refusal('ListDevices', { AccessToken, Limit: 61 })
      assert.equal(name, 'InvalidParameterException')
      assert.match(
        message,
        /'limit' failed to satisfy constraint: Member must have value less than or equal to 60/,
      )
      assert.equal((await it.refusal('ListDevices', { AccessToken, PaginationToken: 'none' }))[0], name)
    })

    test('refuses the token of another user’s list', async () => {
      const { it, pool, client } = ground()
      const tokens = []
      for (const user of [await it.member(pool, client), await it.member(pool, client)]) {
        await fromConfirmedDevice(it, user)
        const { AccessToken } = await fromConfirmedDevice(it, user)
        const { PaginationToken } = await keys(AccessToken, { Limit: 1 })
        tokens.push({ AccessToken, PaginationToken })
      }
      const [one, other] = tokens
      assert.equal(
        (await keys(one?.AccessToken ?? '', { PaginationToken: one?.PaginationToken })).keys.length,
        1,
      )
      const mixed = { AccessToken: one?.AccessToken, PaginationToken: other?.PaginationToken }
      assert.equal((await it.refusal('ListDevices', mixed))[0], 'InvalidParameterException')
    })
  })

  describe('behaviour', () => {
    test('shows name, status and address of the confirmed devices, and the dates', async () => {
      const { it } = ground()
      const user = await newResident(it, ALWAYS)
      const { AccessToken, DeviceKey } = await fromConfirmedDevice(it, user, { DeviceName: 'MyDevice' })
      await fromNewDevice(it, user)
      const { Devices, ...rest } = await it.ok('ListDevices', { AccessToken })
      assert.deepEqual(rest, {})
      assert.equal(Devices.length, 1)
      const { DeviceCreateDate, DeviceLastAuthenticatedDate, DeviceLastModifiedDate, ...device } = Devices[0]
      assert.deepEqual(device, {
        DeviceKey,
        DeviceAttributes: [
          { Name: 'device_status', Value: 'valid' },
          { Name: 'device_name', Value: 'MyDevice' },
          { Name: 'last_ip_used', Value: '127.0.0.1' },
        ],
      })
      assert.equal(DeviceLastModifiedDate, DeviceCreateDate)
      assert.equal(DeviceLastAuthenticatedDate, Math.floor(DeviceCreateDate))
    })

    test('shows only remembered devices where users choose them', async () => {
      const { it } = ground()
      const { AccessToken, DeviceKey } = await fromConfirmedDevice(it, await newResident(it, OPT_IN))
      assert.deepEqual((await keys(AccessToken)).keys, [])
      await change(AccessToken, DeviceKey, 'remembered')
      assert.deepEqual((await keys(AccessToken)).keys, [DeviceKey])
      await change(AccessToken, DeviceKey, 'not_remembered')
      assert.deepEqual((await keys(AccessToken)).keys, [])
    })

    test('shows devices until they are forgotten where the pool remembers all', async () => {
      const { it } = ground()
      const { AccessToken, DeviceKey } = await fromConfirmedDevice(it, await newResident(it, ALWAYS))
      await change(AccessToken, DeviceKey, 'not_remembered')
      assert.deepEqual((await keys(AccessToken)).keys, [DeviceKey])
      await it.ok('ForgetDevice', { AccessToken, DeviceKey })
      assert.deepEqual((await keys(AccessToken)).keys, [])
    })

    test('goes page by page, each device once', async () => {
      const { it } = ground()
      const user = await newResident(it)
      const devices = []
      for (let i = 0; i < 5; i++) devices.push(await fromConfirmedDevice(it, user))
      const AccessToken = devices[0]?.AccessToken ?? ''
      const seen: string[] = []
      const pages: number[] = []
      let PaginationToken: string | undefined
      do {
        const page = await keys(AccessToken, { Limit: 2, PaginationToken })
        seen.push(...page.keys)
        pages.push(page.keys.length)
        PaginationToken = page.PaginationToken
      } while (PaginationToken !== undefined)
      assert.deepEqual(pages, [2, 2, 1])
      assert.deepEqual(seen, devices.map(({ DeviceKey }) => DeviceKey).sort())
    })

    test('refuses where the pool tracks no devices', async () => {
      const { it } = ground()
      const { AccessToken } = await signIn(it, await newResident(it, {}))
      assert.deepEqual(await it.refusal('ListDevices', { AccessToken }), TRACKING_OFF)
      assert.equal(TRACKING_OFF[0], 'InvalidUserPoolConfigurationException')
    })
  })
})
