import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type { CustomRounds } from '../../src/domain/custom-challenges/custom-rounds.ts'
import type { Storage } from '../../src/domain/stores.ts'
import type { Database } from '../../src/storage/driver/database.ts'
import { forEachDatabase } from '../support/databases.ts'
import { NOW, storageOn, storedPool } from './pool-of-users.ts'
import { storedBytes } from './stored-bytes.ts'

forEachDatabase((_, open) => {
  describe('custom rounds', () => {
    let storage: Storage
    let database: Database
    let userPoolId: string

    before(async () => {
      database = await open()
      storage = await storageOn(database)
      userPoolId = await storedPool(storage.stores)
    })

    const roundsOf = (id: string, more: Partial<CustomRounds> = {}): CustomRounds => ({
      id,
      userPoolId,
      rounds: [{ challengeName: 'SRP_A', challengeResult: true, challengeMetadata: null }],
      presented: { privateParameters: { answer: 'the secret answer' }, metadata: 'm' },
      expiresAt: NOW,
      ...more,
    })

    test('are found as they were put', async () => {
      const { customRounds } = storage.stores
      for (const rounds of [roundsOf('one'), roundsOf('two', { presented: undefined, rounds: [] })]) {
        await customRounds.put(rounds)
        assert.deepEqual({ presented: undefined, ...(await customRounds.find(rounds.id)) }, rounds)
      }
      assert.equal(await customRounds.find('three'), undefined)
    })

    test('are sealed: the answer is not in the database', async () => {
      await storage.stores.customRounds.put(roundsOf('sealed'))
      assert.ok(!(await storedBytes(database)).includes('the secret answer'))
    })

    test('are deleted with their pool, and when they are over', async () => {
      const other = await storedPool(storage.stores)
      const { customRounds } = storage.stores
      await customRounds.put(roundsOf('of another', { userPoolId: other }))
      await storage.transaction((stores) => stores.userPools.delete(other))
      assert.equal(await customRounds.find('of another'), undefined)
      await customRounds.put(roundsOf('over', { expiresAt: NOW - 10 }))
      assert.equal(await customRounds.deleteExpired(NOW - 5), 1)
      assert.equal(await customRounds.find('over'), undefined)
    })
  })
})
