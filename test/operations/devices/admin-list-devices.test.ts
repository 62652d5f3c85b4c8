import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { testUserOperation } from '../users/world.ts'
import {
  ALWAYS,
  attributesOf,
  deviceOf,
  fromConfirmedDevice,
  newResident,
  OPT_IN,
  onEachDatabase,
  TRACKING_OFF,
} from './fixtures.ts'

onEachDatabase((ground) => {
  const house = () => ground().it.house
  testUserOperation({
    operation: 'AdminListDevices',
    house,
    settings: ALWAYS,
    noPool: 'ResourceNotFoundException',
    malformed: 'InvalidParameterException',
    noUser: 'ResourceNotFoundException',
  })

  async function refusal(input: object) {
    const { json } = await house().call('AdminListDevices', input)
    return [json.__type, json.message]
  }

  describe('validation', () => {
    test('refuses a limit above 60 and a token that is none, or of the user’s own list', async () => {
      const { it } = ground()
      const { UserPoolId, ...user } = await newResident(it)
      await fromConfirmedDevice(it, user)
      const { AccessToken } = await fromConfirmedDevice(it, user)
      const { PaginationToken } = await it.ok('ListDevices', { AccessToken, Limit: 1 })
      assert.ok(PaginationToken)
      const input = { UserPoolId, Username: user.Username }
      for (const more of [{ Limit: 61 }, { PaginationToken: 'none' }, { PaginationToken }])
        assert.equal((await refusal({ ...input, ...more }))[0], 'InvalidParameterException')
    })
  })

  describe('behaviour', () => {
    test('shows each device as AdminGetDevice does, remembered or not', async () => {
      const { it } = ground()
      const user = await newResident(it, OPT_IN)
      const { DeviceKey } = await fromConfirmedDevice(it, user)
      const { UserPoolId, Username } = user
      const { Devices, ...rest } = await it.administrate('AdminListDevices', { UserPoolId, Username })
      assert.deepEqual(rest, {})
      const { Device } = await it.administrate('AdminGetDevice', { UserPoolId, Username, DeviceKey })
      assert.deepEqual(Devices, [Device])
      assert.equal(attributesOf(Device)['dev:device_remembered_status'], 'not_remembered')
    })

    test('goes through a thousand devices page by page, each once', async () => {
      const { it } = ground()
      const { UserPoolId, Username, sub } = await newResident(it)
      const keys = Array.from({ length: 1000 }, (_, i) => `us-east-1_${String(i).padStart(8, '0')}`)
      await house().storage.transaction(async ({ devices }) => {
        for (const key of keys) await devices.insert(deviceOf({ userPoolId: UserPoolId, sub }, key))
      })
      const seen: string[] = []
      let pages = 0
      let PaginationToken: string | undefined
      do {
        const input = { UserPoolId, Username, PaginationToken }
        const page = await it.administrate('AdminListDevices', input)
        seen.push(...page.Devices.map(({ DeviceKey }: { DeviceKey: string }) => DeviceKey))
        pages++
        PaginationToken = page.PaginationToken
      } while (PaginationToken !== undefined)
      assert.deepEqual(seen, keys)
      assert.equal(pages, 17) // sixty each
    })

    test('refuses where the pool tracks no devices', async () => {
      const UserPoolId = await ground().it.newPool({})
      assert.deepEqual(await refusal({ UserPoolId, Username: 'nobody' }), TRACKING_OFF)
      assert.equal(TRACKING_OFF[0], 'InvalidUserPoolConfigurationException')
    })
  })
})
