import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type { QueuedMessage } from '../../src/domain/messages/outbox-store.ts'
import type { Storage } from '../../src/domain/stores.ts'
import { systemEntropy } from '../../src/kernel/entropy.ts'
import type { Database } from '../../src/storage/driver/database.ts'
import { forEachDatabase } from '../support/databases.ts'
import { NOW, storageOn, storedPool } from './pool-of-users.ts'

const LEASE = 1000

forEachDatabase((_, open) => {
  describe('the outbox', () => {
    let database: Database
    let storage: Storage
    let userPoolId: string

    before(async () => {
      database = await open()
      storage = await storageOn(database)
      userPoolId = await storedPool(storage.stores)
    })

    const outbox = () => storage.stores.outbox

    function messageTo(to: string, queuedAt = NOW): QueuedMessage {
      const message = { userPoolId, kind: 'sign-up', channel: 'EMAIL', to, body: 'It is 424242.' } as const
      return { id: systemEntropy.uuid(), queuedAt, userPoolId, message }
    }

    async function emptied(): Promise<void> {
      await database.run('delete from outbox_messages')
    }

    test('leases what is due, the longest waiting first, and nothing twice', async () => {
      await emptied()
      const [late, early, next] = [
        messageTo('l@x.org', NOW),
        messageTo('e@x.org', NOW - 1),
        messageTo('n@x.org', NOW + 1),
      ]
      for (const message of [late, early, next]) await outbox().put(message)
      const [one, two] = [
        await outbox().lease('a', 1, NOW, NOW + LEASE),
        await outbox().lease('b', 9, NOW, NOW + LEASE),
      ]
      assert.deepEqual(one, [{ ...early, attempts: 1 }])
      assert.deepEqual(two, [{ ...late, attempts: 1 }])
      assert.deepEqual(await outbox().lease('c', 9, NOW, NOW + LEASE), [])
    })

    test('knows how many wait after a try', async () => {
      await emptied()
      assert.deepEqual(await outbox().waiting(), { count: 0, since: undefined })
      const messages = [messageTo('l@x.org', NOW), messageTo('e@x.org', NOW - 1)]
      for (const message of messages) await outbox().put(message)
      await outbox().lease('a', 2, NOW, NOW + LEASE)
      await outbox().put(messageTo('new@x.org', NOW - 2))
      assert.deepEqual(await outbox().waiting(), { count: 2, since: NOW - 1 })
    })

    test('gives each message to one of several processes that ask at once', async () => {
      await emptied()
      const ids = new Set<string>()
      for (let i = 0; i < 20; i++) {
        const message = messageTo(`${i}@x.org`)
        ids.add(message.id)
        await outbox().put(message)
      }
      const holders = Array.from({ length: 8 }, (_, i) => outbox().lease(`${i}`, 20, NOW, NOW + LEASE))
      const leased = (await Promise.all(holders)).flat().map(({ id }) => id)
      assert.deepEqual(leased.sort(), [...ids].sort())
    })

    test('lends a message again when the lease ends, unless it was renewed by its holder', async () => {
      await emptied()
      const message = messageTo('again@x.org')
      await outbox().put(message)
      await outbox().lease('a', 1, NOW, NOW + LEASE)
      await outbox().renew(message.id, 'b', NOW + 9 * LEASE)
      await outbox().renew(message.id, 'a', NOW + 2 * LEASE)
      assert.deepEqual(await outbox().lease('b', 1, NOW + 2 * LEASE - 1, NOW + 3 * LEASE), [])
      const [again] = await outbox().lease('b', 1, NOW + 2 * LEASE, NOW + 3 * LEASE)
      assert.deepEqual(again, { ...message, attempts: 2 })
    })

    test('lets only the holder postpone a message or give it up', async () => {
      await emptied()
      const message = messageTo('held@x.org')
      await outbox().put(message)
      await outbox().lease('a', 1, NOW, NOW + LEASE)
      await outbox().postpone(message.id, 'b', NOW)
      assert.equal(await outbox().giveUp(message.id, 'b', NOW), false)
      assert.deepEqual(await outbox().lease('b', 1, NOW, NOW + LEASE), [])
      await outbox().postpone(message.id, 'a', NOW + 5)
      assert.deepEqual(await outbox().lease('b', 1, NOW + 4, NOW + LEASE), [])
      assert.equal((await outbox().lease('b', 1, NOW + 5, NOW + LEASE)).length, 1)
      assert.equal(await outbox().giveUp(message.id, 'b', NOW + 6), true)
      assert.deepEqual(await outbox().lease('a', 1, NOW + 9 * LEASE, NOW + 10 * LEASE), [])
      assert.deepEqual(await outbox().failed(9), [{ ...message, attempts: 2, failedAt: NOW + 6 }])
      assert.equal(await outbox().deleteFailedBefore(NOW + 6), 0)
      assert.equal(await outbox().deleteFailedBefore(NOW + 7), 1)
      assert.deepEqual(await outbox().failed(9), [])
    })

    test('forgets what was sent', async () => {
      await emptied()
      const message = messageTo('sent@x.org')
      await outbox().put(message)
      await outbox().remove(message.id)
      assert.deepEqual(await outbox().lease('a', 9, NOW, NOW + LEASE), [])
    })

    test('keeps a message to nobody as long as others', async () => {
      await emptied()
      const nothing = { id: systemEntropy.uuid(), queuedAt: NOW, userPoolId }
      await outbox().put(nothing)
      const [leased] = await outbox().lease('a', 1, NOW, NOW + LEASE)
      assert.deepEqual(leased, { ...nothing, attempts: 1 })
    })

    test('keeps the text and the recipient sealed, and loses all with the pool', async () => {
      await emptied()
      await outbox().put(messageTo('secret@x.org'))
      const rows = await database.all<{ sealed_message: Uint8Array }>('select * from outbox_messages')
      const shown =
        JSON.stringify(rows) + rows.map((row) => Buffer.from(row.sealed_message).toString('latin1')).join()
      assert.doesNotMatch(shown, /424242|secret@/)
      const other = await storedPool(storage.stores)
      await outbox().put({ ...messageTo('gone@x.org'), userPoolId: other })
      await storage.transaction(({ userPools }) => userPools.delete(other))
      const left = await database.all<{ user_pool_id: string }>('select user_pool_id from outbox_messages')
      assert.deepEqual(
        left.map((row) => row.user_pool_id),
        [userPoolId],
      )
    })

    test('tells of messages that were committed, and of no others', async () => {
      await emptied()
      let told = 0
      const listening = await storageOn(database, () => told++)
      const refused = listening.transaction(async (stores) => {
        await stores.outbox.put(messageTo('never@x.org'))
        assert.equal(told, 0)
        throw new Error('undone')
      })
      await assert.rejects(refused, /undone/)
      assert.equal(told, 0)
      await listening.transaction((stores) => stores.outbox.put(messageTo('told@x.org')))
      assert.equal(told, 1)
      assert.equal((await outbox().lease('a', 9, NOW, NOW + LEASE)).length, 1)
    })
  })
})
