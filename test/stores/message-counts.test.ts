import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type { MessageCountStore } from '../../src/domain/messages/message-count-store.ts'
import { MINUTE } from '../../src/kernel/clock.ts'
import { forEachDatabase } from '../support/databases.ts'
import { NOW, storageOn } from './pool-of-users.ts'

const END = NOW + MINUTE

forEachDatabase((_, open) => {
  let messageCounts: MessageCountStore

  before(async () => {
    messageCounts = (await storageOn(await open())).stores.messageCounts
  })

  describe('the messages of a subject', () => {
    test('are counted up to the most, in the window of the first', async () => {
      assert.equal(await messageCounts.take('few', 2, NOW, END), END)
      assert.equal(await messageCounts.take('few', 2, END - 1, END + MINUTE), END)
      assert.equal(await messageCounts.take('few', 2, END - 1, END + MINUTE), undefined)
      assert.equal(await messageCounts.take('another', 2, END - 1, END + MINUTE), END + MINUTE)
    })

    test('begin anew when the window has ended', async () => {
      assert.equal(await messageCounts.take('anew', 1, NOW, END), END)
      assert.equal(await messageCounts.take('anew', 1, END, END + MINUTE), END + MINUTE)
      assert.equal(await messageCounts.take('anew', 1, END, END + MINUTE), undefined)
    })

    test('never exceed the maximum under concurrent requests', async () => {
      const rivals = Array.from({ length: 16 }, () => messageCounts.take('rivals', 5, NOW, END))
      assert.equal((await Promise.all(rivals)).filter((end) => end === END).length, 5)
    })

    test('are given back in the window in which they were counted, and in no other', async () => {
      await messageCounts.take('back', 1, NOW, END)
      await messageCounts.giveBack('back', END + 1)
      assert.equal(await messageCounts.take('back', 1, NOW, END), undefined)
      await messageCounts.giveBack('back', END)
      await messageCounts.giveBack('back', END) // below none there is nothing
      assert.equal(await messageCounts.take('back', 1, NOW, END), END)
      assert.equal(await messageCounts.take('back', 1, NOW, END), undefined)
    })

    test('are forgotten when their window has ended', async () => {
      await messageCounts.take('ended', 1, NOW - 2, NOW - 1)
      await messageCounts.take('lasting', 1, NOW - 2, NOW + 1)
      assert.equal(await messageCounts.deleteEnded(NOW), 1)
      assert.equal(await messageCounts.take('lasting', 1, NOW, END), undefined)
      assert.equal(await messageCounts.take('ended', 1, NOW, END), END)
    })
  })
})
