import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { requestedSettings } from '../../src/domain/clients/requested-settings.ts'
import type { Storage } from '../../src/domain/stores.ts'
import { forEachDatabase } from '../support/databases.ts'
import { NOW, storageOn, storedPool } from './pool-of-users.ts'

forEachDatabase((_, open) => {
  let storage: Storage

  before(async () => {
    storage = await storageOn(await open())
  })

  async function storedClient(userPoolId: string, id: string): Promise<string> {
    const settings = JSON.parse(JSON.stringify(requestedSettings({})))
    const dates = { createdAt: NOW, modifiedAt: NOW }
    await storage.stores.clients.insert({
      id,
      userPoolId,
      name: 'c',
      clientType: 'REGULAR',
      settings,
      ...dates,
    })
    return id
  }

  describe('the configuration of sessions', () => {
    test('of a pool is undefined until it is set, and what was set last', async () => {
      const { sessionConfigurations } = storage.stores
      const [pool, other] = [await storedPool(storage.stores), await storedPool(storage.stores)]
      assert.equal(await sessionConfigurations.ofPool(pool), undefined)
      await sessionConfigurations.setOfPool(pool, { userSessionTracking: 'ENABLED', maxPerUser: 7 })
      const last = { userSessionTracking: 'DISABLED', maxPerUser: 20 } as const
      await sessionConfigurations.setOfPool(pool, last)
      assert.deepEqual({ ...(await sessionConfigurations.ofPool(pool)) }, last)
      assert.equal(await sessionConfigurations.ofPool(other), undefined)
    })

    test('of a client is undefined until it is set, and what was set last', async () => {
      const { sessionConfigurations } = storage.stores
      const pool = await storedPool(storage.stores)
      const [client, other] = [await storedClient(pool, 'one'), await storedClient(pool, 'other')]
      assert.equal(await sessionConfigurations.ofClient(client), undefined)
      await sessionConfigurations.setOfClient(client, { maxValidityMinutes: 0 })
      await sessionConfigurations.setOfClient(client, { maxValidityMinutes: 30 })
      assert.deepEqual({ ...(await sessionConfigurations.ofClient(client)) }, { maxValidityMinutes: 30 })
      assert.equal(await sessionConfigurations.ofClient(other), undefined)
    })

    test('is deleted with its pool and its client', async () => {
      const { sessionConfigurations, clients, userPools } = storage.stores
      const pool = await storedPool(storage.stores)
      const client = await storedClient(pool, 'leaving')
      await sessionConfigurations.setOfPool(pool, { userSessionTracking: 'ENABLED', maxPerUser: 7 })
      await sessionConfigurations.setOfClient(client, { maxValidityMinutes: 30 })
      await clients.delete(client)
      assert.equal(await sessionConfigurations.ofClient(client), undefined)
      await userPools.delete(pool)
      assert.equal(await sessionConfigurations.ofPool(pool), undefined)
    })
  })
})
