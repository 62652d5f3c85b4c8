import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { requestedSettings } from '../../src/domain/clients/requested-settings.ts'
import type { Storage } from '../../src/domain/stores.ts'
import type { RiskConfiguration } from '../../src/domain/threat-protection/risk-configuration.ts'
import { forEachDatabase } from '../support/databases.ts'
import { NOW, storageOn, storedPool } from './pool-of-users.ts'

const blocking = (range: string, modifiedAt = NOW): RiskConfiguration => ({
  riskExceptionConfiguration: { blockedIPRangeList: [range] },
  modifiedAt,
})

forEachDatabase((_, open) => {
  let storage: Storage

  before(async () => {
    storage = await storageOn(await open())
  })

  let made = 0

  async function storedClient(userPoolId: string): Promise<string> {
    const id = `guarded${made++}`
    const settings = JSON.parse(JSON.stringify(requestedSettings({})))
    const rest = { name: 'c', clientType: 'REGULAR', createdAt: NOW, modifiedAt: NOW } as const
    await storage.stores.clients.insert({ id, userPoolId, settings, ...rest })
    return id
  }

  describe('a risk configuration', () => {
    test('of a pool is read as it was last saved', async () => {
      const { riskConfigurations } = storage.stores
      const pool = await storedPool(storage.stores)
      assert.equal(await riskConfigurations.find(pool), undefined)
      await riskConfigurations.save(pool, undefined, blocking('192.0.2.0/24'))
      const full: RiskConfiguration = {
        compromisedCredentialsRiskConfiguration: {
          eventFilter: ['SIGN_UP'],
          actions: { eventAction: 'BLOCK' },
        },
        accountTakeoverRiskConfiguration: { actions: { lowAction: { notify: false, eventAction: 'BLOCK' } } },
        modifiedAt: NOW + 1,
      }
      await riskConfigurations.save(pool, undefined, full)
      assert.deepEqual(await riskConfigurations.find(pool), full)
      assert.equal(await riskConfigurations.find(await storedPool(storage.stores)), undefined)
    })

    test('of a client is in force for that client, the one of the pool for all others', async () => {
      const { riskConfigurations } = storage.stores
      const pool = await storedPool(storage.stores)
      const own = { id: await storedClient(pool) }
      assert.equal(await riskConfigurations.findInForce(pool, own.id), undefined)
      await riskConfigurations.save(pool, own.id, blocking('198.51.100.0/24'))
      assert.equal(await riskConfigurations.find(pool), undefined)
      assert.equal(await riskConfigurations.findInForce(pool, 'other'), undefined)
      await riskConfigurations.save(pool, undefined, blocking('192.0.2.0/24'))
      assert.deepEqual(await riskConfigurations.find(pool, own.id), blocking('198.51.100.0/24'))
      assert.deepEqual(await riskConfigurations.findInForce(pool, own.id), blocking('198.51.100.0/24'))
      assert.deepEqual(await riskConfigurations.findInForce(pool, 'other'), blocking('192.0.2.0/24'))
    })

    test('of a client is deleted apart from that of the pool', async () => {
      const { riskConfigurations } = storage.stores
      const pool = await storedPool(storage.stores)
      const own = { id: await storedClient(pool) }
      await riskConfigurations.save(pool, own.id, blocking('198.51.100.0/24'))
      await riskConfigurations.save(pool, undefined, blocking('192.0.2.0/24'))
      await riskConfigurations.delete(pool, own.id)
      assert.deepEqual(await riskConfigurations.findInForce(pool, own.id), blocking('192.0.2.0/24'))
      await riskConfigurations.delete(pool, undefined)
      await riskConfigurations.delete(pool, undefined)
      assert.equal(await riskConfigurations.find(pool), undefined)
    })

    test('goes with its client and with its pool', async () => {
      const { clients, riskConfigurations, userPools } = storage.stores
      const pool = await storedPool(storage.stores)
      const own = { id: await storedClient(pool) }
      await riskConfigurations.save(pool, own.id, blocking('192.0.2.0/24'))
      await riskConfigurations.save(pool, undefined, blocking('192.0.2.0/24'))
      await clients.delete(own.id)
      assert.equal(await riskConfigurations.find(pool, own.id), undefined)
      await userPools.delete(pool)
      assert.equal(await riskConfigurations.find(pool), undefined)
    })
  })
})
