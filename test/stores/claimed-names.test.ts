import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { ServiceError } from '../../src/contract/service-error.ts'
import type { Storage } from '../../src/domain/stores.ts'
import type { UserPool } from '../../src/domain/user-pools/user-pool.ts'
import { plannedChange, saveChange } from '../../src/domain/users/change-attributes.ts'
import { createUser } from '../../src/domain/users/create-user.ts'
import { findUser, lockUser } from '../../src/domain/users/find-user.ts'
import { userAccountExists } from '../../src/domain/users/user-errors.ts'
import { forEachDatabase } from '../support/databases.ts'
import { NOW, storageOn, storedPool, userOf } from './pool-of-users.ts'

forEachDatabase((kind, open) => {
  let storage: Storage
  let pool: UserPool

  before(async () => {
    storage = await storageOn(await open())
    const id = await storedPool(storage.stores)
    const stored = (await storage.stores.userPools.find(id)) ?? assert.fail('no pool')
    pool = { ...stored, settings: { ...stored.settings, aliasAttributes: ['preferred_username'] } }
    await storage.stores.userPools.save(pool)
  })

  const create = (username: string) =>
    storage.transaction((stores) =>
      createUser(stores, pool, userOf(pool.id, username), username, {
        alias: 'refuse',
        nameTaken: userAccountExists,
      }),
    )

  const choose = (username: string, preferred: string) =>
    storage.transaction(async (stores) => {
      const user = await lockUser(stores, pool, username)
      const entries = [{ name: 'preferred_username', value: preferred }]
      const { change, pending } = plannedChange(pool, user, entries, 'user')
      await saveChange(stores, pool, user, change, pending, NOW)
    })

  describe('a name', () => {
    test(`goes to one of sixteen rivals, as a username or as a preferred username (${kind})`, async () => {
      const present = Array.from({ length: 8 }, (_, i) => `present-${i}`)
      for (const username of present) await create(username)
      for (let round = 0; round < 5; round++) {
        const name = `wanted-${round}`
        const attempts = present.flatMap((username) => [create(name), choose(username, name)])
        const outcomes = await Promise.allSettled(attempts)
        const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []))
        assert.equal(refused.length, 15)
        for (const reason of refused) {
          assert.ok(reason instanceof ServiceError, String(reason))
          assert.match(reason.name, /^(UsernameExists|AliasExists)Exception$/)
        }
      }
    })

    test('may be the username and the preferred username of one user', async () => {
      await create('own')
      await choose('own', 'own')
      await choose('own', 'other')
      assert.equal((await findUser(storage.stores, pool, 'own')).username, 'own')
      assert.equal((await findUser(storage.stores, pool, 'other')).username, 'own')
    })
  })
})
