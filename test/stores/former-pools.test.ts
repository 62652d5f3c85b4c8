import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { NO_MFA_SETTINGS } from '../../src/domain/factors/mfa-settings.ts'
import type { FormerPool } from '../../src/domain/moving/former-pool.ts'
import type { Storage } from '../../src/domain/stores.ts'
import type { Database } from '../../src/storage/driver/database.ts'
import { forEachDatabase } from '../support/databases.ts'
import { NOW, storageOn, storedPool } from './pool-of-users.ts'

forEachDatabase((_kind, open) => {
  let database: Database
  let storage: Storage
  let pool: string
  let former: FormerPool

  before(async () => {
    database = await open()
    storage = await storageOn(database)
    pool = await storedPool(storage.stores)
    former = {
      userPoolId: pool,
      region: 'eu-west-1',
      endpoint: 'https://old.example.com',
      clientId: 'client',
      clientSecret: 'the secret of the old client',
      flow: 'ADMIN_USER_PASSWORD_AUTH',
    }
  })

  describe('the link to a former pool', () => {
    test('is there once it was saved, and shows what was saved last', async () => {
      const { formerPools } = storage.stores
      assert.equal(await formerPools.find(pool), undefined)
      await formerPools.save({ ...former, clientSecret: undefined, endpoint: undefined })
      await formerPools.save(former)
      assert.deepEqual(await formerPools.find(pool), former)
    })

    test('keeps the secret of the client sealed', async () => {
      const rows = await database.all<{ sealed_client_secret: Buffer }>(
        'select sealed_client_secret from former_pools',
      )
      assert.equal(rows.length, 1)
      assert.ok(!rows[0]?.sealed_client_secret.includes('secret of the old client'))
    })

    test('is out of use once it is ended, until it is opened or saved again', async () => {
      const { formerPools } = storage.stores
      assert.equal(await formerPools.reopen(pool), false)
      assert.equal(await formerPools.end(pool, NOW), true)
      assert.equal(await formerPools.end(pool, NOW), false)
      assert.equal(await formerPools.find(pool), undefined)
      assert.equal(await formerPools.reopen(pool), true)
      assert.deepEqual(await formerPools.find(pool), former)
      await formerPools.end(pool, NOW)
      await formerPools.save(former)
      assert.deepEqual(await formerPools.find(pool), former)
    })

    test('is missing after it was deleted', async () => {
      assert.equal(await storage.stores.formerPools.delete(pool), true)
      assert.equal(await storage.stores.formerPools.delete(pool), false)
      assert.equal(await storage.stores.formerPools.find(pool), undefined)
    })

    test('counts users without a password, except those who sign in elsewhere', async () => {
      const user = (sub: string, status: 'CONFIRMED' | 'EXTERNAL_PROVIDER') => ({
        userPoolId: pool,
        username: sub,
        sub,
        attributes: new Map<string, string>(),
        pendingAttributes: new Map<string, string>(),
        status,
        enabled: true,
        mfa: NO_MFA_SETTINGS,
        createdAt: NOW,
        modifiedAt: NOW,
      })
      const { users, credentials, formerPools } = storage.stores
      const before = await formerPools.countWithoutPassword(pool)
      for (const sub of ['none', 'failed', 'known']) await users.insert(user(sub, 'CONFIRMED'))
      await users.insert(user('federated', 'EXTERNAL_PROVIDER'))
      await credentials.setFailures(pool, 'failed', { failures: 1, lastFailureAt: NOW })
      const verifier = { salt: Buffer.alloc(16), verifier: Buffer.alloc(384) }
      await credentials.setPassword(pool, 'known', { current: verifier, former: [], setAt: NOW })
      assert.equal((await formerPools.countWithoutPassword(pool)) - before, 2)
    })
  })

  describe('the position of a move', () => {
    test('is what was set last, until it is forgotten', async () => {
      const { moves } = storage.stores
      assert.equal(await moves.position('move'), undefined)
      await moves.setPosition('move', '1', NOW)
      await moves.setPosition('move', '2', NOW)
      assert.equal(await moves.position('move'), '2')
      await moves.forget('move')
      assert.equal(await moves.position('move'), undefined)
    })

    test('is undone with the work that it belongs to', async () => {
      const failing = storage.transaction(async (stores) => {
        await stores.moves.setPosition('failed', '1', NOW)
        throw new Error('as planned')
      })
      await assert.rejects(failing, /as planned/)
      assert.equal(await storage.stores.moves.position('failed'), undefined)
    })
  })

  test('the pools of all regions are listed in the order of their ids', async () => {
    const ids = await storage.stores.moves.userPoolIds()
    assert.ok(ids.includes(pool))
    assert.deepEqual(ids, [...ids].sort())
  })
})
