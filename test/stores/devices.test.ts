import assert from 'node:assert/strict'
import { createSecretKey } from 'node:crypto'
import { before, describe, test } from 'node:test'
import type { Device, DeviceWithVerifier } from '../../src/domain/devices/device.ts'
import type { Storage } from '../../src/domain/stores.ts'
import type { UserKey } from '../../src/domain/users/user.ts'
import { systemEntropy } from '../../src/kernel/entropy.ts'
import type { Database } from '../../src/storage/driver/database.ts'
import { deviceStore } from '../../src/storage/stores/users/devices.ts'
import { openVault } from '../../src/storage/vault.ts'
import { forEachDatabase } from '../support/databases.ts'
import { deviceOf, NOW, storageOn, storedPool, userOf } from './pool-of-users.ts'
import { walksIndexes } from './query-plans.ts'

const RIVALS = 16
const VAULT = openVault(createSecretKey(Buffer.alloc(32, 1)), systemEntropy)

forEachDatabase((kind, open) => {
  let database: Database
  let storage: Storage
  let pool: string

  before(async () => {
    database = await open()
    storage = await storageOn(database)
    pool = await storedPool(storage.stores)
  })

  const devices = () => storage.stores.devices

  async function newOwner(name: string): Promise<UserKey> {
    const user = userOf(pool, name)
    await storage.transaction((stores) => stores.users.insert(user))
    return { userPoolId: pool, sub: user.sub }
  }

  const keyOf = (serial: number) => `us-east-1_${String(serial).padStart(8, '0')}`

  /** The later its number, the later the device was signed in with. */
  function numbered(owner: UserKey, serial: number, change: Partial<DeviceWithVerifier> = {}) {
    return deviceOf(owner, keyOf(serial), { authenticatedAt: NOW + serial, ...change })
  }

  async function stored(owner: UserKey, serial: number, change: Partial<DeviceWithVerifier> = {}) {
    const { verifier, ...device } = numbered(owner, serial, change)
    assert.equal(await devices().insert({ ...device, verifier }), true)
    return { device, verifier }
  }

  const keys = (list: readonly Device[]) => list.map(({ deviceKey }) => deviceKey)

  describe('a device', () => {
    test('comes back as it was stored, with its verifier only if that is wanted', async () => {
      const owner = await newOwner('one')
      const { device, verifier } = await stored(owner, 1, { deviceName: 'Jane’s phone', remembered: false })
      assert.deepEqual(await devices().find(owner, device.deviceKey), device)
      const held = await storage.transaction((stores) => stores.devices.lock(owner, device.deviceKey))
      assert.deepEqual(held, device)
      assert.deepEqual(await devices().findWithVerifier(owner, device.deviceKey), { ...device, verifier })
      assert.equal(await devices().find(owner, keyOf(2)), undefined)
      assert.equal(await devices().findWithVerifier(owner, keyOf(2)), undefined)
    })

    test('belongs to its user alone', async () => {
      const [owner, other] = [await newOwner('owner'), await newOwner('other')]
      const { device } = await stored(owner, 1)
      assert.equal(await devices().find(other, device.deviceKey), undefined)
      assert.equal(await devices().delete(other, device.deviceKey), false)
      assert.equal(await devices().setRemembered(other, device.deviceKey, false, NOW), false)
      assert.equal(await devices().noteSignIn(other, device.deviceKey, '::1', NOW), false)
      await stored(other, 1, { remembered: false })
      assert.deepEqual(await devices().find(owner, device.deviceKey), device)
    })

    test('is stored once', async () => {
      const owner = await newOwner('once')
      const { device } = await stored(owner, 1)
      assert.equal(await devices().insert(numbered(owner, 1, { deviceName: 'another' })), false)
      assert.deepEqual(await devices().find(owner, device.deviceKey), device)
    })

    test('is remembered or not, and changes its date', async () => {
      const owner = await newOwner('status')
      const { device } = await stored(owner, 1)
      assert.equal(await devices().setRemembered(owner, device.deviceKey, false, NOW + 1), true)
      const changed = { ...device, remembered: false, modifiedAt: NOW + 1 }
      assert.deepEqual(await devices().find(owner, device.deviceKey), changed)
      assert.equal(await devices().setRemembered(owner, keyOf(2), true, NOW), false)
    })

    test('keeps address and time of the last sign-in', async () => {
      const owner = await newOwner('sign-in')
      const { device } = await stored(owner, 1)
      assert.equal(await devices().noteSignIn(owner, device.deviceKey, '::1', NOW + 9), true)
      const changed = { ...device, lastIpAddress: '::1', authenticatedAt: NOW + 9 }
      assert.deepEqual(await devices().find(owner, device.deviceKey), changed)
      assert.equal(await devices().noteSignIn(owner, keyOf(2), '::1', NOW), false)
    })

    test('is deleted once, and goes with its user', async () => {
      const owner = await newOwner('gone')
      const { device } = await stored(owner, 1)
      await stored(owner, 2)
      assert.equal(await devices().delete(owner, device.deviceKey), true)
      assert.equal(await devices().delete(owner, device.deviceKey), false)
      await storage.transaction((stores) => stores.users.delete(owner.userPoolId, owner.sub))
      assert.equal(await devices().find(owner, keyOf(2)), undefined)
    })

    test(`is confirmed for one of sixteen rivals (${kind})`, async () => {
      const owner = await newOwner('rivals')
      const outcomes = await Promise.all(
        Array.from({ length: RIVALS }, (_, rival) =>
          storage.transaction((stores) =>
            stores.devices.insert(numbered(owner, 1, { deviceName: `rival ${rival}` })),
          ),
        ),
      )
      assert.equal(outcomes.filter(Boolean).length, 1)
    })
  })

  describe('the devices of a user', () => {
    test('are listed by key, page by page, with all or only the remembered ones', async () => {
      const [owner, other] = [await newOwner('list'), await newOwner('another list')]
      for (const serial of [3, 1, 5, 2, 4]) await stored(owner, serial, { remembered: serial % 2 === 1 })
      await stored(other, 6)
      const all = { owner, onlyRemembered: false, limit: 2 }
      assert.deepEqual(keys(await devices().list(all)), [keyOf(1), keyOf(2)])
      assert.deepEqual(keys(await devices().list({ ...all, after: keyOf(2) })), [keyOf(3), keyOf(4)])
      assert.deepEqual(keys(await devices().list({ ...all, after: keyOf(4) })), [keyOf(5)])
      const remembered = { owner, onlyRemembered: true, limit: 9 }
      assert.deepEqual(keys(await devices().list(remembered)), [keyOf(1), keyOf(3), keyOf(5)])
      assert.deepEqual(keys(await devices().list({ ...remembered, after: keyOf(3) })), [keyOf(5)])
    })

    test('are listed with their verifiers, too', async () => {
      const owner = await newOwner('verifiers')
      const { device, verifier } = await stored(owner, 1)
      await stored(owner, 2, { remembered: false })
      const [first, ...rest] = await devices().listWithVerifiers({ owner, limit: 2 })
      assert.deepEqual(first, { ...device, verifier })
      assert.deepEqual(keys(rest), [keyOf(2)])
      assert.deepEqual(keys(await devices().listWithVerifiers({ owner, limit: 2, after: keyOf(1) })), [
        keyOf(2),
      ])
    })

    test('are cut to those that were signed in with last', async () => {
      const [owner, other] = [await newOwner('many'), await newOwner('few')]
      for (const serial of [1, 2, 3, 4, 5]) await stored(owner, serial, { authenticatedAt: NOW - serial })
      await stored(other, 9)
      assert.equal(await devices().deleteBeyond(owner, 5), 0)
      assert.equal(await devices().deleteBeyond(owner, 3), 2)
      assert.deepEqual(
        keys(await devices().list({ owner, onlyRemembered: false, limit: 9 })),
        [1, 2, 3].map(keyOf),
      )
      assert.equal(keys(await devices().list({ owner: other, onlyRemembered: false, limit: 9 })).length, 1)
    })

    test('are found by an index, without reading more than a page', async () => {
      const owner = await newOwner('plan')
      for (let serial = 0; serial < 50; serial++) await stored(owner, serial)
      for (const onlyRemembered of [false, true]) {
        await walksIndexes(database, 'devices', async (queries) => {
          const store = deviceStore(queries, VAULT)
          const all = { owner, onlyRemembered, limit: 10 }
          assert.equal((await store.list(all)).length, 10)
          assert.equal((await store.list({ ...all, after: keyOf(3) })).length, 10)
        })
      }
    })
  })
})
