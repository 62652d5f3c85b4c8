import { before, describe, test } from 'node:test'
import { parseUserFilter } from '../../src/domain/users/list-users-filter.ts'
import type { UserStore } from '../../src/domain/users/user-store.ts'
import type { Database } from '../../src/storage/driver/database.ts'
import { userStore } from '../../src/storage/stores/users/users.ts'
import { forEachDatabase } from '../support/databases.ts'
import { NOW, storageOn, storedPool, userOf } from './pool-of-users.ts'
import { walksIndexes } from './query-plans.ts'

forEachDatabase((_, open) => {
  let database: Database
  let pool: string
  let sub: string

  before(async () => {
    database = await open()
    const storage = await storageOn(database)
    pool = await storedPool(storage.stores)
    await storage.transaction(async (stores) => {
      for (let i = 0; i < 50; i++) {
        const user = userOf(pool, `user-${i}`, { attributes: new Map([['email', `${i}@example.com`]]) })
        sub = user.sub
        await stores.users.insert(user)
      }
    })
  })

  const walksUsers = (work: (users: UserStore) => Promise<unknown>) =>
    walksIndexes(database, 'users', (queries) => work(userStore({ queries, transaction: undefined })))

  describe('an index leads', () => {
    test('to the user of a name', () =>
      walksUsers((users) =>
        users.resolve(pool, {
          username: 'nobody',
          sub: 'nobody',
          aliases: [{ attribute: 'email', value: 'nobody@example.com' }],
        }),
      ))

    test('to the user of a sub', () => walksUsers((users) => users.find(pool, sub)))

    test('along the list', () =>
      walksUsers(async (users) => {
        await users.list({ userPoolId: pool, limit: 10 })
        await users.list({ userPoolId: pool, limit: 10, after: [NOW, sub] })
      }))

    const attributes = ['username', 'email', 'phone_number', 'name', 'given_name', 'family_name'] as const
    for (const attribute of [...attributes, 'preferred_username', 'cognito:user_status', 'status', 'sub']) {
      for (const operator of ['=', '^=']) {
        test(`along the users whose ${attribute} ${operator} a value`, () =>
          walksUsers(async (users) => {
            const value = attribute === 'status' ? 'Enabled' : 'a'
            const filter = parseUserFilter(`${attribute} ${operator} "${value}"`)
            await users.list({ userPoolId: pool, limit: 10, filter })
            const at = attribute === 'status' ? 1 : 'a'
            await users.list({ userPoolId: pool, limit: 10, filter, after: [at, sub] })
          }))
      }
    }
  })
})
