import assert from 'node:assert/strict'
import { createSecretKey, randomUUID } from 'node:crypto'
import { before, describe, test } from 'node:test'
import fc from 'fast-check'
import { requestedSettings } from '../../src/domain/clients/requested-settings.ts'
import type { ClientSecret, UserPoolClient } from '../../src/domain/clients/user-pool-client.ts'
import type { Storage } from '../../src/domain/stores.ts'
import { systemEntropy } from '../../src/kernel/entropy.ts'
import type { Database } from '../../src/storage/driver/database.ts'
import { openStorage } from '../../src/storage/storage.ts'
import { openVault } from '../../src/storage/vault.ts'
import { forEachDatabase } from '../support/databases.ts'
import { NOW, storageOn, storedPool } from './pool-of-users.ts'
import { storedBytes } from './stored-bytes.ts'

const newId = () => randomUUID().replaceAll('-', '')

forEachDatabase((_, open) => {
  let database: Database
  let storage: Storage
  let pool: string

  before(async () => {
    database = await open()
    storage = await storageOn(database)
    pool = await storedPool(storage.stores)
  })

  function clientOf(userPoolId: string, change: Partial<UserPoolClient> = {}): UserPoolClient {
    return {
      id: newId(),
      userPoolId,
      name: 'client',
      clientType: 'REGULAR',
      settings: JSON.parse(JSON.stringify(requestedSettings({}))),
      createdAt: NOW,
      modifiedAt: NOW,
      ...change,
    }
  }

  async function inserted(change: Partial<UserPoolClient> = {}): Promise<UserPoolClient> {
    const client = clientOf(pool, change)
    await storage.stores.clients.insert(client)
    return client
  }

  async function withSecret(client: UserPoolClient, value: string, createdAt = NOW): Promise<ClientSecret> {
    const secret = { id: `${client.id}--${createdAt}`, clientId: client.id, value, createdAt }
    await storage.stores.clients.addSecret(secret)
    return secret
  }

  describe('a client', () => {
    test('is read as it was stored, by its id alone', async () => {
      const client = await inserted({
        name: 'ünï "quoted"',
        clientType: 'DCR',
        modifiedAt: NOW + 1,
        settings: {
          ...clientOf(pool).settings,
          readAttributes: ['email', 'custom:team'],
          callbackURLs: ['https://exämple.com/?a=b'],
          refreshTokenRotation: { feature: 'ENABLED', retryGracePeriodSeconds: 0 },
        },
      })
      assert.deepEqual(await storage.stores.clients.find(client.id), client)
      const locked = await storage.transaction((stores) => stores.clients.lock(client.id))
      assert.deepEqual(locked, client)
    })

    test('is not found under another id, also not one of another case', async () => {
      const { id } = await inserted({ id: `a${newId()}` })
      assert.equal(await storage.stores.clients.find(id.toUpperCase()), undefined)
      assert.equal(await storage.transaction((stores) => stores.clients.lock(`${id}x`)), undefined)
    })

    test('has an id that is unique over all pools', async () => {
      const { id } = await inserted()
      const rival = clientOf(await storedPool(storage.stores), { id })
      await assert.rejects(storage.stores.clients.insert(rival), { name: 'UniqueViolation' })
    })

    test('is saved with name, settings and date, and keeps the rest', async () => {
      const client = await inserted()
      const settings = { ...client.settings, authSessionValidity: 15 }
      const changed = { ...client, name: 'other', settings, modifiedAt: NOW + 5 }
      await storage.stores.clients.save({ ...changed, clientType: 'DCR', createdAt: 0 })
      assert.deepEqual(await storage.stores.clients.find(client.id), changed)
    })

    test('is deleted alone, with its secrets', async () => {
      const [client, other] = [await inserted(), await inserted()]
      await withSecret(client, 'goes')
      const kept = await withSecret(other, 'stays')
      await storage.stores.clients.delete(client.id)
      assert.equal(await storage.stores.clients.find(client.id), undefined)
      assert.deepEqual(await storage.stores.clients.secrets(client.id), [])
      assert.deepEqual(await storage.stores.clients.find(other.id), other)
      assert.deepEqual(await storage.stores.clients.secrets(other.id), [kept])
    })

    test('is deleted with its pool, and its secrets with it', async () => {
      const userPoolId = await storedPool(storage.stores)
      const client = await inserted({ userPoolId })
      await withSecret(client, 'goes')
      await storage.stores.userPools.delete(userPoolId)
      assert.equal(await storage.stores.clients.find(client.id), undefined)
      assert.deepEqual(await storage.stores.clients.secrets(client.id), [])
    })

    test('needs a pool', async () => {
      await assert.rejects(storage.stores.clients.insert(clientOf('us-east-1_none')), {
        name: 'DeletedMeanwhile',
      })
    })

    test('is read with its pool as it was last saved, here or by another process', async () => {
      const client = await inserted()
      const readWithPool = async () => (await storage.stores.poolClients.find(client.id))?.client
      assert.deepEqual(await readWithPool(), client)
      const saved = { ...client, name: 'saved', modifiedAt: NOW + 5 }
      await storage.stores.clients.save(saved)
      assert.deepEqual(await readWithPool(), saved)
      const elsewhere = 'update user_pool_clients set name = $2, revision = $3 where id = $1'
      await database.run(elsewhere, client.id, 'elsewhere', systemEntropy.uuid())
      assert.equal((await readWithPool())?.name, 'elsewhere')
      for (const name of ['old', 'older']) {
        await database.run(elsewhere, client.id, name, '') // as clients are that no newer program has saved
        assert.equal((await readWithPool())?.name, name)
      }
    })

    test('is read with its pool as it was before a transaction that failed', async () => {
      const client = await inserted()
      const failing = storage.transaction(async ({ clients, poolClients }) => {
        await clients.save({ ...client, name: 'undone' })
        assert.equal((await poolClients.find(client.id))?.client.name, 'undone')
        throw new Error('undo')
      })
      await assert.rejects(failing, /undo/)
      assert.deepEqual((await storage.stores.poolClients.find(client.id))?.client, client)
    })

    test('loses no change of sixteen rivals that lock it first', async () => {
      const { id } = await inserted({ name: '' })
      const lengthen = () =>
        storage.transaction(async ({ clients }) => {
          const client = (await clients.lock(id)) ?? assert.fail('no client')
          await clients.save({ ...client, name: `${client.name}x` })
        })
      await Promise.all(Array.from({ length: 16 }, lengthen))
      assert.equal((await storage.stores.clients.find(id))?.name, 'x'.repeat(16))
    })
  })

  describe('the clients of a pool', () => {
    test('are counted, those of other pools not', async () => {
      const userPoolId = await storedPool(storage.stores)
      assert.equal(await storage.stores.clients.countInPool(userPoolId), 0)
      for (let i = 0; i < 3; i++) await inserted({ userPoolId })
      assert.equal(await storage.stores.clients.countInPool(userPoolId), 3)
    })

    test('are listed by id, upper case before lower case', async () => {
      const userPoolId = await storedPool(storage.stores)
      const end = newId()
      const ids = ['B', 'a', '_', '1', 'Z', 'b'].map((start) => start + end)
      for (const id of ids) await inserted({ id, userPoolId })
      const listed = await storage.stores.clients.list({ userPoolId, limit: 10 })
      assert.deepEqual(
        listed.map(({ id }) => id),
        ['1', 'B', 'Z', '_', 'a', 'b'].map((start) => start + end),
      )
    })

    test('have pages that make up the list, whatever their length and type', async () => {
      const userPoolId = await storedPool(storage.stores)
      const all: UserPoolClient[] = []
      for (let i = 0; i < 9; i++) {
        all.push(await inserted({ userPoolId, clientType: i % 3 === 0 ? 'DCR' : 'REGULAR' }))
      }
      all.sort((a, b) => (a.id < b.id ? -1 : 1))
      const types = fc.constantFrom(undefined, 'REGULAR' as const, 'DCR' as const)
      await fc.assert(
        fc.asyncProperty(fc.integer({ min: 1, max: 10 }), types, async (limit, clientType) => {
          const shown: UserPoolClient[] = []
          for (;;) {
            const after = shown.at(-1)?.id
            const page = await storage.stores.clients.list({ userPoolId, limit, after, clientType })
            assert.ok(page.length <= limit)
            shown.push(...page)
            if (page.length < limit) break
          }
          assert.deepEqual(
            shown,
            all.filter((client) => clientType === undefined || client.clientType === clientType),
          )
        }),
        { numRuns: 30 },
      )
    })
  })

  describe('the secrets of a client', () => {
    test('are read oldest first', async () => {
      const client = await inserted()
      assert.deepEqual(await storage.stores.clients.secrets(client.id), [])
      const younger = await withSecret(client, 'younger', NOW + 10)
      const older = await withSecret(client, 'older', NOW + 9)
      assert.deepEqual(await storage.stores.clients.secrets(client.id), [older, younger])
    })

    test('are deleted one by one, each once', async () => {
      const client = await inserted()
      const [gone, kept] = [await withSecret(client, 'a', 1), await withSecret(client, 'b', 2)]
      assert.equal(await storage.stores.clients.deleteSecret(client.id, gone.id), true)
      assert.equal(await storage.stores.clients.deleteSecret(client.id, gone.id), false)
      assert.equal(await storage.stores.clients.deleteSecret('another', kept.id), false)
      assert.deepEqual(await storage.stores.clients.secrets(client.id), [kept])
    })

    test('are read with their client as they are stored, whichever process has changed them', async () => {
      const client = await inserted()
      const { clients } = (await storageOn(database)).stores // of another process
      const read = async () => (await storage.stores.poolClients.find(client.id))?.secrets.toSorted()
      assert.deepEqual(await read(), [])
      const first = await withSecret(client, 'first')
      for (let i = 0; i < 2; i++) assert.deepEqual(await read(), ['first'])
      await clients.addSecret({ ...first, id: `${client.id}--${NOW + 1}`, value: 'second' })
      for (let i = 0; i < 2; i++) assert.deepEqual(await read(), ['first', 'second'])
      await clients.deleteSecret(client.id, first.id)
      assert.deepEqual(await read(), ['second'])
      await clients.addSecret({ ...first, value: 'third' })
      assert.deepEqual(await read(), ['second', 'third'])
    })

    test('have ids of their own', async () => {
      const client = await inserted()
      const secret = await withSecret(client, 'first')
      await assert.rejects(storage.stores.clients.addSecret({ ...secret, value: 'second' }), {
        name: 'UniqueViolation',
      })
    })

    test('are nowhere in the database in the clear', async () => {
      const value = `clear-${randomUUID()}`
      const client = await inserted({ name: `marker-${value.length}` })
      await withSecret(client, value)
      const bytes = await storedBytes(database)
      assert.ok(bytes.includes(`marker-${value.length}`)) // the search does find what exists
      assert.ok(!bytes.includes(value))
      assert.ok(!bytes.includes(Buffer.from(value).toString('base64').slice(4, 30)))
    })

    test('are sealed again each time, so that equal ones do not show', async () => {
      const client = await inserted()
      await withSecret(client, 'the same', 1)
      await withSecret(client, 'the same', 2)
      const rows = await database.all<{ sealed_value: Buffer }>(
        'select sealed_value from client_secrets where client_id = $1',
        client.id,
      )
      const [first, second] = rows.map((row) => row.sealed_value.toString('hex'))
      assert.notEqual(first, second)
    })

    test('open in no other row', async () => {
      const [client, other] = [await inserted(), await inserted()]
      await withSecret(client, 'mine')
      const theirs = await withSecret(other, 'theirs')
      await database.run(
        `update client_secrets set sealed_value =
           (select sealed_value from client_secrets where client_id = $1) where client_id = $2`,
        client.id,
        other.id,
      )
      await assert.rejects(
        storage.stores.clients.secrets(theirs.clientId),
        /was not sealed with this root key/,
      )
    })

    test('do not open under another root key', async () => {
      const client = await inserted()
      await withSecret(client, 'mine')
      const otherKey = createSecretKey(Buffer.alloc(32, 2))
      const others = openStorage(database, openVault(otherKey, systemEntropy), systemEntropy)
      await assert.rejects(others.stores.clients.secrets(client.id), /was not sealed with this root key/)
    })
  })
})
