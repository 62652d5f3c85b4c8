import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type { ResourceServer } from '../../src/domain/resource-servers/resource-server.ts'
import type { Storage } from '../../src/domain/stores.ts'
import { forEachDatabase } from '../support/databases.ts'
import { NOW, storageOn, storedPool } from './pool-of-users.ts'

forEachDatabase((_, open) => {
  let storage: Storage
  let pool: string

  before(async () => {
    storage = await storageOn(await open())
    pool = await storedPool(storage.stores)
  })

  const serverOf = (identifier: string, change: Partial<ResourceServer> = {}): ResourceServer => ({
    userPoolId: pool,
    identifier,
    name: 'server',
    scopes: [],
    createdAt: NOW,
    modifiedAt: NOW,
    ...change,
  })

  const identifiers = (servers: readonly ResourceServer[]) => servers.map(({ identifier }) => identifier)

  describe('a resource server', () => {
    test('is read as it was stored, and another with the same identifier is refused', async () => {
      const { resourceServers } = storage.stores
      const full = serverOf('https://api.example/v1', { scopes: [{ name: 'read', description: 'ünï' }] })
      assert.equal(await resourceServers.insert(full), true)
      assert.equal(await resourceServers.insert(serverOf('https://api.example/v1')), false)
      assert.deepEqual(await resourceServers.find(pool, full.identifier), full)
      assert.equal(await resourceServers.find(await storedPool(storage.stores), full.identifier), undefined)
    })

    test('is changed under lock', async () => {
      const { resourceServers } = storage.stores
      await resourceServers.insert(serverOf('changed'))
      await storage.transaction(async (stores) => {
        const found = (await stores.resourceServers.lock(pool, 'changed')) ?? assert.fail('no server')
        await stores.resourceServers.save({ ...found, name: 'new', modifiedAt: NOW + 1 })
      })
      const changed = serverOf('changed', { name: 'new', modifiedAt: NOW + 1 })
      assert.deepEqual(await resourceServers.find(pool, 'changed'), changed)
    })

    test('is deleted once', async () => {
      const { resourceServers } = storage.stores
      await resourceServers.insert(serverOf('gone'))
      assert.equal(await resourceServers.delete(pool, 'gone'), true)
      assert.equal(await resourceServers.delete(pool, 'gone'), false)
    })
  })

  test('the resource servers of a pool are listed by identifier, counted, and found by identifiers', async () => {
    const { resourceServers } = storage.stores
    const other = await storedPool(storage.stores)
    for (const name of ['c', 'a', 'B']) await resourceServers.insert(serverOf(name, { userPoolId: other }))
    assert.deepEqual(identifiers(await resourceServers.list(other, 2)), ['B', 'a'])
    assert.deepEqual(identifiers(await resourceServers.list(other, 2, 'a')), ['c'])
    assert.equal(await resourceServers.countInPool(other), 3)
    const found = await resourceServers.scopesOf(other, ['a', 'c', 'missing'])
    const { scopes } = serverOf('a')
    assert.deepEqual(
      found.toSorted((a, b) => (a.identifier < b.identifier ? -1 : 1)),
      [
        { identifier: 'a', scopes },
        { identifier: 'c', scopes },
      ],
    )
    assert.deepEqual(await resourceServers.scopesOf(other, []), [])
  })
})
