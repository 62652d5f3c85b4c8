import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type { Group } from '../../src/domain/groups/group.ts'
import type { Storage } from '../../src/domain/stores.ts'
import { forEachDatabase } from '../support/databases.ts'
import { NOW, storageOn, storedPool, userOf } from './pool-of-users.ts'

forEachDatabase((kind, open) => {
  let storage: Storage
  let pool: string

  before(async () => {
    storage = await storageOn(await open())
    pool = await storedPool(storage.stores)
  })

  const groupOf = (groupName: string, change: Partial<Group> = {}): Group => ({
    userPoolId: pool,
    groupName,
    description: undefined,
    roleArn: undefined,
    precedence: undefined,
    createdAt: NOW,
    modifiedAt: NOW,
    ...change,
  })

  async function storedUser(username: string, userPoolId = pool): Promise<string> {
    const user = userOf(userPoolId, username)
    await storage.transaction((stores) => stores.users.insertAll([user]))
    return user.sub
  }

  const names = (groups: readonly Group[]) => groups.map(({ groupName }) => groupName)

  describe('a group', () => {
    test('is read as it was stored, and another with the same name is refused', async () => {
      const { groups } = storage.stores
      const full = groupOf('full', { description: 'ünï', roleArn: 'arn:aws:iam::1:role/r', precedence: 0 })
      assert.equal(await groups.insert(full), true)
      assert.equal(await groups.insert(groupOf('full', { description: 'another' })), false)
      assert.deepEqual(await groups.find(pool, 'full'), full)
      assert.equal(await groups.find(pool, 'Full'), undefined)
      assert.equal(await groups.find(await storedPool(storage.stores), 'full'), undefined)
    })

    test('is changed, including its dates except that of its creation', async () => {
      const { groups } = storage.stores
      await groups.insert(groupOf('changed', { description: 'before', precedence: 7 }))
      const changed = groupOf('changed', { roleArn: 'arn:aws:iam::1:role/r', modifiedAt: NOW + 1 })
      await groups.save({ ...changed, createdAt: NOW + 1 })
      assert.deepEqual(await groups.find(pool, 'changed'), changed)
    })

    test('is locked until the transaction ends', async () => {
      await storage.stores.groups.insert(groupOf('held', { precedence: 0 }))
      const raise = () =>
        storage.transaction(async ({ groups }) => {
          const group = (await groups.lock(pool, 'held')) ?? assert.fail('no group')
          await groups.save({ ...group, precedence: (group.precedence ?? 0) + 1 })
        })
      await Promise.all(Array.from({ length: 8 }, raise))
      assert.equal((await storage.stores.groups.find(pool, 'held'))?.precedence, 8, kind)
    })

    test('is deleted with its memberships, and only once', async () => {
      const { groups } = storage.stores
      const sub = await storedUser('left')
      await groups.insert(groupOf('gone'))
      await groups.addMember(pool, 'gone', sub)
      assert.equal(await groups.delete(pool, 'gone'), true)
      assert.equal(await groups.delete(pool, 'gone'), false)
      assert.equal(await groups.countForUser(pool, sub), 0)
    })
  })

  test('the groups of a pool are listed by name, page by page, and counted', async () => {
    const { groups } = storage.stores
    const other = await storedPool(storage.stores)
    for (const name of ['c', 'a', 'B', 'd']) await groups.insert(groupOf(name, { userPoolId: other }))
    const sorted = ['B', 'a', 'c', 'd']
    assert.deepEqual(names(await groups.list(other, 10)), sorted)
    assert.deepEqual(names(await groups.list(other, 2)), sorted.slice(0, 2))
    assert.deepEqual(names(await groups.list(other, 2, 'a')), sorted.slice(2))
    assert.deepEqual(await groups.list(other, 2, 'd'), [])
    assert.equal(await groups.countInPool(other), 4)
  })

  describe('a membership', () => {
    test('is made once and ended, for this user alone', async () => {
      const { groups } = storage.stores
      const [one, other] = [await storedUser('one'), await storedUser('other')]
      await groups.insert(groupOf('of two'))
      assert.equal(await groups.addMember(pool, 'of two', one), true)
      assert.equal(await groups.addMember(pool, 'of two', one), false)
      await groups.addMember(pool, 'of two', other)
      await groups.removeMember(pool, 'of two', one)
      await groups.removeMember(pool, 'of two', one)
      assert.deepEqual(await groups.listForUser(pool, one), [])
      assert.deepEqual(names(await groups.listForUser(pool, other)), ['of two'])
    })

    test('is listed for the user by the name of the group, page by page', async () => {
      const { groups } = storage.stores
      const sub = await storedUser('of many')
      for (const name of ['g3', 'g1', 'g2']) {
        await groups.insert(groupOf(name))
        await groups.addMember(pool, name, sub)
      }
      assert.deepEqual(names(await groups.listForUser(pool, sub)), ['g1', 'g2', 'g3'])
      assert.deepEqual(names(await groups.listForUser(pool, sub, 2)), ['g1', 'g2'])
      assert.deepEqual(names(await groups.listForUser(pool, sub, 2, 'g2')), ['g3'])
      assert.equal(await groups.countForUser(pool, sub), 3)
    })

    test('is listed for the group by sub, page by page, with all of the user', async () => {
      const { groups } = storage.stores
      await groups.insert(groupOf('crowd'))
      const subs: string[] = []
      for (const name of ['m1', 'm2', 'm3']) subs.push(await storedUser(name))
      for (const sub of subs) await groups.addMember(pool, 'crowd', sub)
      const sorted = subs.toSorted()
      const page = await groups.listMembers(pool, 'crowd', 2)
      assert.deepEqual(
        page.map(({ sub }) => sub),
        sorted.slice(0, 2),
      )
      assert.deepEqual(page[0], await storage.stores.users.find(pool, sorted[0] ?? ''))
      const rest = await groups.listMembers(pool, 'crowd', 2, sorted[1])
      assert.deepEqual(
        rest.map(({ sub }) => sub),
        sorted.slice(2),
      )
    })
  })
})
