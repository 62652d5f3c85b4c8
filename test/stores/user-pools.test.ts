import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import fc from 'fast-check'
import { requestedSettings } from '../../src/domain/clients/requested-settings.ts'
import type { ImportJob } from '../../src/domain/import-jobs/import-job.ts'
import type { AttributeDefinition } from '../../src/domain/schema/attribute-definition.ts'
import { newPoolSchema } from '../../src/domain/schema/new-pool-schema.ts'
import type { Storage } from '../../src/domain/stores.ts'
import { newSettings } from '../../src/domain/user-pools/settings/requested-settings.ts'
import { newUserPoolId, type UserPool } from '../../src/domain/user-pools/user-pool.ts'
import { systemEntropy } from '../../src/kernel/entropy.ts'
import type { Database } from '../../src/storage/driver/database.ts'
import { forEachDatabase } from '../support/databases.ts'
import { storeImportJob } from '../support/import-jobs.ts'
import { NOW, storageOn, userOf } from './pool-of-users.ts'
import { tablesWith } from './stored-bytes.ts'

forEachDatabase((_, open) => {
  let database: Database
  let storage: Storage

  before(async () => {
    database = await open()
    storage = await storageOn(database)
  })

  function poolIn(region: string, change: Partial<UserPool> = {}): UserPool {
    return {
      id: newUserPoolId(systemEntropy, region),
      region,
      name: 'pool',
      schema: asStored(newPoolSchema()),
      settings: asStored(newSettings({})),
      tags: {},
      createdAt: NOW,
      modifiedAt: NOW,
      ...change,
    }
  }

  /** Without the members that are undefined. */
  const asStored = <T>(value: T): T => JSON.parse(JSON.stringify(value))

  async function inserted(region: string, change: Partial<UserPool> = {}): Promise<UserPool> {
    const pool = poolIn(region, change)
    await storage.stores.userPools.insert(pool)
    return pool
  }

  describe('a pool', () => {
    test('is read as it was stored', async () => {
      const pool = await inserted('eu-west-1', {
        name: 'ünï "quoted"',
        tags: { team: 'a', 'with space': '' },
        settings: asStored(newSettings({ aliasAttributes: ['email'], userPoolTier: 'PLUS' })),
        modifiedAt: NOW + 1,
      })
      assert.deepEqual(await storage.stores.userPools.find(pool.id), pool)
      assert.deepEqual(await storage.transaction((stores) => stores.userPools.lock(pool.id)), pool)
    })

    test('is not found under another id, also not one of another case', async () => {
      const { id } = await inserted('us-east-1', { id: 'us-east-1_aBcDeFgHi' })
      assert.equal(await storage.stores.userPools.find(id.toLowerCase()), undefined)
      assert.equal(await storage.transaction((stores) => stores.userPools.lock(`${id}x`)), undefined)
    })

    test('has a unique id', async () => {
      const pool = await inserted('us-east-1')
      await assert.rejects(storage.stores.userPools.insert(pool), { name: 'UniqueViolation' })
    })

    test('is saved with all that can change, and keeps region and date of creation', async () => {
      const pool = await inserted('us-east-1')
      const changed: UserPool = {
        ...pool,
        name: 'other',
        schema: pool.schema.slice(1),
        settings: { ...pool.settings, deletionProtection: 'ACTIVE' },
        tags: { a: 'b' },
        modifiedAt: NOW + 5,
      }
      await storage.stores.userPools.save({ ...changed, region: 'eu-west-1', createdAt: 0 })
      assert.deepEqual(await storage.stores.userPools.find(pool.id), changed)
    })

    test('loses no change of sixteen rivals that lock it first', async () => {
      const { id } = await inserted('us-east-1', { name: '' })
      const lengthen = () =>
        storage.transaction(async ({ userPools }) => {
          const pool = (await userPools.lock(id)) ?? assert.fail('no pool')
          await userPools.save({ ...pool, name: `${pool.name}x` })
        })
      await Promise.all(Array.from({ length: 16 }, lengthen))
      assert.equal((await storage.stores.userPools.find(id))?.name, 'x'.repeat(16))
    })

    const custom = (name: string): AttributeDefinition => ({
      name: `custom:${name}`,
      attributeDataType: 'Boolean',
      developerOnlyAttribute: false,
      mutable: true,
      required: false,
    })

    /** The pool as read by a process that has never seen it before. */
    async function readAnew(id: string) {
      await database.run('update user_pools set revision = $2 where id = $1', id, systemEntropy.uuid())
      return storage.stores.userPools.find(id)
    }

    const rowOf = (id: string) =>
      database.first('select name, attribute_schema, settings, tags from user_pools where id = $1', id)

    test('gets attributes in their order, together or one after the other', async () => {
      const pool = await inserted('us-east-1')
      let grown = pool
      for (const names of [['a', 'b'], ['c']]) {
        const schema = [...grown.schema, ...names.map(custom)]
        grown = { ...grown, schema, modifiedAt: grown.modifiedAt + 1 }
        const row = await rowOf(pool.id)
        await storage.transaction(async ({ userPools }) => {
          await userPools.lock(pool.id)
          await userPools.save(grown)
        })
        assert.deepEqual(await rowOf(pool.id), row, 'the long row of the pool is not written again')
        assert.deepEqual(await storage.stores.userPools.find(pool.id), grown)
      }
      assert.deepEqual(await readAnew(pool.id), grown)
      const saved = { ...grown, name: 'saved' }
      await storage.stores.userPools.save(saved)
      assert.deepEqual(await readAnew(pool.id), saved)
    })

    test('keeps changes besides new attributes, and changes of old ones', async () => {
      const pool = await inserted('us-east-1')
      const grown = { ...pool, name: 'renamed', schema: [...pool.schema, custom('a')] }
      const [first, ...others] = grown.schema
      assert.ok(first)
      const altered = { ...grown, schema: [{ ...first, required: true }, ...others, custom('b')] }
      const tagged = { ...altered, schema: [...altered.schema, custom('c')], tags: { stage: 'test' } }
      const settings = { ...pool.settings, deletionProtection: 'ACTIVE' } as const
      const protectedNow = { ...tagged, schema: [...tagged.schema, custom('d')], settings }
      for (const saved of [grown, altered, tagged, protectedNow]) {
        await storage.transaction(async ({ userPools }) => {
          await userPools.lock(pool.id)
          await userPools.save(saved)
        })
        assert.deepEqual(await readAnew(pool.id), saved)
      }
    })

    test('is saved whole by a transaction that has not locked it, whatever an earlier one locked', async () => {
      const pool = await inserted('us-east-1')
      await storage.transaction(({ userPools }) => userPools.lock(pool.id))
      const renamed = { ...pool, name: 'renamed' }
      await storage.stores.userPools.save(renamed)
      const grown = { ...pool, schema: [...pool.schema, custom('a')] } // only adds an attribute to what was locked
      await storage.transaction(({ userPools }) => userPools.save(grown))
      assert.deepEqual(await readAnew(pool.id), grown)
      await storage.stores.userPools.save(renamed)
      assert.deepEqual(await readAnew(pool.id), renamed)
    })

    test('has no attributes of a transaction that failed', async () => {
      const pool = await inserted('us-east-1')
      const grown = { ...pool, schema: [...pool.schema, custom('undone')], modifiedAt: NOW + 9 }
      const failing = storage.transaction(async ({ userPools }) => {
        await userPools.lock(pool.id)
        await userPools.save(grown)
        assert.deepEqual(await userPools.find(pool.id), grown)
        throw new Error('undo')
      })
      await assert.rejects(failing, /undo/)
      assert.deepEqual(await storage.stores.userPools.find(pool.id), pool)
    })

    test('is read as another process left it', async () => {
      const pool = await inserted('us-east-1')
      const revisionOf = (id: string) =>
        database.first<{ revision: string }>('select revision from user_pools where id = $1', id)
      const before = await revisionOf(pool.id)
      await storage.stores.userPools.save(pool)
      assert.notEqual((await revisionOf(pool.id))?.revision, before?.revision)
      await database.run(
        'update user_pools set name = $2, revision = $3 where id = $1',
        pool.id,
        'elsewhere',
        systemEntropy.uuid(),
      )
      assert.equal((await storage.stores.userPools.find(pool.id))?.name, 'elsewhere')
    })

    test('is created and deleted with its transaction', async () => {
      const [kept, undone] = [await inserted('us-east-1'), poolIn('us-east-1')]
      const failing = storage.transaction(async ({ userPools }) => {
        await userPools.insert(undone)
        await userPools.delete(kept.id)
        throw new Error('undo')
      })
      await assert.rejects(failing, /undo/)
      assert.equal(await storage.stores.userPools.find(undone.id), undefined)
      assert.deepEqual(await storage.stores.userPools.find(kept.id), kept)
    })
  })

  describe('a deleted pool', () => {
    test('leaves nothing behind in any table, and other pools alone', async () => {
      const [pool, other] = [await inserted('us-east-1'), await inserted('us-east-1')]
      for (const { id } of [pool, other]) {
        await storage.transaction((stores) => stores.users.insert(userOf(id, 'someone')))
        await storage.stores.clients.insert({
          id: id.replaceAll(/\W/g, ''),
          userPoolId: id,
          name: 'client',
          clientType: 'REGULAR',
          settings: requestedSettings({}),
          createdAt: NOW,
          modifiedAt: NOW,
        })
        await importJob(id, 'Created')
      }
      const tables = await tablesWith(database, 'user_pool_id')
      const rowsOf = async (id: string) => {
        const counts: Record<string, number> = {}
        for (const table of tables) {
          const sql = `select count(*) as n from ${table} where user_pool_id = $1`
          const n = (await database.first<{ n: number }>(sql, id))?.n ?? 0
          if (n > 0) counts[table] = n
        }
        return counts
      }
      const before = await rowsOf(other.id)
      assert.ok(Object.keys(before).length >= 3)
      assert.deepEqual(await rowsOf(pool.id), before)
      await storage.stores.userPools.delete(pool.id)
      assert.equal(await storage.stores.userPools.find(pool.id), undefined)
      assert.deepEqual(await rowsOf(pool.id), {})
      assert.deepEqual(await rowsOf(other.id), before)
      assert.deepEqual(await storage.stores.userPools.find(other.id), other)
    })

    test('can be deleted again without harm', async () => {
      const { id } = await inserted('us-east-1')
      await storage.stores.userPools.delete(id)
      await storage.stores.userPools.delete(id)
      assert.equal(await storage.stores.userPools.find(id), undefined)
    })
  })

  describe('the pools of a region', () => {
    test('are counted, those of other regions not', async () => {
      assert.equal(await storage.stores.userPools.countInRegion('ap-south-1'), 0)
      for (let i = 0; i < 3; i++) await inserted('ap-south-1')
      await inserted('ap-south-2')
      assert.equal(await storage.stores.userPools.countInRegion('ap-south-1'), 3)
    })

    test('are listed by id, upper case before lower case', async () => {
      const ids = ['B', 'a', '1', 'Z', 'b'].map((name) => `sa-east-1_${name}`)
      for (const id of ids) await inserted('sa-east-1', { id })
      const listed = await storage.stores.userPools.list({ region: 'sa-east-1', limit: 10 })
      assert.deepEqual(
        listed.map(({ id }) => id),
        ['1', 'B', 'Z', 'a', 'b'].map((name) => `sa-east-1_${name}`),
      )
    })

    test('have pages that make up the list, whatever their length', async () => {
      const region = 'ca-west-1'
      const all: UserPool[] = []
      for (let i = 0; i < 7; i++) all.push(await inserted(region))
      all.sort((a, b) => (a.id < b.id ? -1 : 1))
      await inserted('ca-central-1')
      await fc.assert(
        fc.asyncProperty(fc.integer({ min: 1, max: 8 }), async (limit) => {
          const shown: UserPool[] = []
          for (;;) {
            const page = await storage.stores.userPools.list({ region, limit, after: shown.at(-1)?.id })
            assert.ok(page.length <= limit)
            shown.push(...page)
            if (page.length < limit) break
          }
          assert.deepEqual(shown, all)
        }),
        { numRuns: 16 },
      )
    })
  })

  describe('the users of a pool', () => {
    test('are counted through insertions and deletions', async () => {
      const { id } = await inserted('us-east-1')
      const users = ['a', 'b', 'c'].map((name) => userOf(id, name))
      assert.equal(await storage.stores.userPools.countUsers(id), 0)
      for (const user of users) await storage.transaction((stores) => stores.users.insert(user))
      assert.equal(await storage.stores.userPools.countUsers(id), 3)
      await storage.transaction((stores) => stores.users.delete(id, users[0]?.sub ?? ''))
      assert.equal(await storage.stores.userPools.countUsers(id), 2)
    })

    test('are counted while sixteen are added concurrently', async () => {
      const { id } = await inserted('us-east-1')
      const arrive = (_: unknown, n: number) =>
        storage.transaction((stores) => stores.users.insert(userOf(id, `user ${n}`)))
      await Promise.all(Array.from({ length: 16 }, arrive))
      assert.equal(await storage.stores.userPools.countUsers(id), 16)
    })
  })

  describe('an import job', () => {
    for (const status of ['Pending', 'InProgress', 'Stopping'] as const) {
      test(`is active while it is ${status}, for its own pool`, async () => {
        const [pool, other] = [await inserted('us-east-1'), await inserted('us-east-1')]
        await importJob(pool.id, status)
        assert.equal(await storage.stores.userPools.hasActiveImportJob(pool.id), true)
        assert.equal(await storage.stores.userPools.hasActiveImportJob(other.id), false)
      })
    }

    for (const status of ['Created', 'Expired', 'Stopped', 'Failed', 'Succeeded'] as const) {
      test(`is not active once or while it is ${status}`, async () => {
        const { id } = await inserted('us-east-1')
        await importJob(id, status)
        assert.equal(await storage.stores.userPools.hasActiveImportJob(id), false)
      })
    }
  })

  const importJob = (userPoolId: string, status: ImportJob['status']) =>
    storeImportJob(storage, userPoolId, { status })
})
