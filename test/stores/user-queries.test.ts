import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { parseUserFilter } from '../../src/domain/users/list-users-filter.ts'
import type { UserStore } from '../../src/domain/users/user-store.ts'
import type { Database, Queries, SqlValue } from '../../src/storage/driver/database.ts'
import { userStore } from '../../src/storage/stores/users/users.ts'
import { forEachDatabase } from '../support/databases.ts'
import { NOW, storageOn, storedPool, userOf } from './pool-of-users.ts'

interface Statement {
  readonly sql: string
  readonly values: readonly SqlValue[]
}

/** Queries that also write down what was asked. */
function recording(queries: Queries, asked: Statement[]): Queries {
  const note = (sql: string, values: readonly SqlValue[]) => asked.push({ sql, values })
  return {
    dialect: queries.dialect,
    forUpdate: queries.forUpdate,
    script: (sql) => queries.script(sql),
    all(sql, ...values) {
      note(sql, values)
      return queries.all(sql, ...values)
    },
    first(sql, ...values) {
      note(sql, values)
      return queries.first(sql, ...values)
    },
    run(sql, ...values) {
      note(sql, values)
      return queries.run(sql, ...values)
    },
  }
}

async function planOf(database: Database, { sql, values }: Statement): Promise<string> {
  if (database.dialect === 'sqlite') {
    const rows = await database.all<{ detail: string }>(`explain query plan ${sql}`, ...values)
    return rows.map(({ detail }) => detail).join('\n')
  }
  return database.transaction(async (queries) => {
    // With so few rows the planner would rather read all of them, and sort.
    await queries.script('set local enable_seqscan = off')
    await queries.script('set local enable_sort = off')
    await queries.script('set local enable_bitmapscan = off')
    const rows = await queries.all<{ 'QUERY PLAN': string }>(`explain ${sql}`, ...values)
    return rows.map((row) => row['QUERY PLAN']).join('\n')
  })
}

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

  /** No statement of the work reads a table from end to end, or sorts what it read. */
  async function walksIndexes(work: (users: UserStore) => Promise<unknown>): Promise<void> {
    const asked: Statement[] = []
    await work(userStore({ queries: recording(database, asked), transaction: undefined }))
    assert.ok(asked.length > 0)
    for (const statement of asked) {
      const plan = await planOf(database, statement)
      assert.match(plan, /using (covering )?index|index (only )?scan/i, `${statement.sql}\n${plan}`)
      assert.doesNotMatch(plan, /\bscan users|seq scan|temp b-tree|\bsort\b/i, `${statement.sql}\n${plan}`)
    }
  }

  describe('an index leads', () => {
    test('to the user of a name', () =>
      walksIndexes((users) =>
        users.resolve(pool, {
          username: 'nobody',
          sub: 'nobody',
          aliases: [{ attribute: 'email', value: 'nobody@example.com' }],
        }),
      ))

    test('to the user of a sub', () => walksIndexes((users) => users.find(pool, sub)))

    test('along the list', () =>
      walksIndexes(async (users) => {
        await users.list({ userPoolId: pool, limit: 10 })
        await users.list({ userPoolId: pool, limit: 10, after: [NOW, sub] })
      }))

    const attributes = ['username', 'email', 'phone_number', 'name', 'given_name', 'family_name'] as const
    for (const attribute of [...attributes, 'preferred_username', 'cognito:user_status', 'status', 'sub']) {
      for (const operator of ['=', '^=']) {
        test(`along the users whose ${attribute} ${operator} a value`, () =>
          walksIndexes(async (users) => {
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
