import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import fc from 'fast-check'
import { ServiceError } from '../../src/contract/service-error.ts'
import { storeImportedUser } from '../../src/domain/journeys/import-users/store-imported-user.ts'
import { storeImportedUsers } from '../../src/domain/journeys/import-users/store-imported-users.ts'
import type { UserOfRow } from '../../src/domain/journeys/import-users/user-of-row.ts'
import type { Storage } from '../../src/domain/stores.ts'
import type { UserPool } from '../../src/domain/user-pools/user-pool.ts'
import { createUser, newUser } from '../../src/domain/users/create-user.ts'
import { newSub } from '../../src/domain/users/new-sub.ts'
import { userAccountExists } from '../../src/domain/users/user-errors.ts'
import type { SignInNames } from '../../src/domain/users/username-rules.ts'
import { systemEntropy } from '../../src/kernel/entropy.ts'
import type { Database } from '../../src/storage/driver/database.ts'
import { type DatabaseKind, forEachDatabase } from '../support/databases.ts'
import { NOW, storageOn, storedPool } from './pool-of-users.ts'

const KINDS: ReadonlyArray<readonly [what: string, names: SignInNames]> = [
  ['without aliases', {}],
  ['that ignores case', { usernameConfiguration: { caseSensitive: false } }],
  ['with aliases', { aliasAttributes: ['email', 'preferred_username'] }],
  ['with e-mail addresses as usernames', { usernameAttributes: ['email'] }],
]

/** Few, so that rows compete: for a name, an alias, or one's name and the other's `sub`. */
const NAMES = ['ada', 'Ada', 'bob', 'sub-1', 'sub-4', 'old-sub-0', 'x@example.com', 'y@example.com']

/** How many random imports run in a pool of each kind. In a file, SQLite runs the statements that it runs in memory. */
const RUNS: Readonly<Record<DatabaseKind, number>> = {
  'SQLite in memory': 60,
  'SQLite in a file': 0,
  PostgreSQL: 20,
}

interface Wish {
  readonly requested: string
  readonly email: string
  readonly emailVerified: boolean
  readonly preferredUsername: string | undefined
  readonly hash: string | undefined
}

const ADA: Wish = {
  requested: 'ada',
  email: 'x@example.com',
  emailVerified: true,
  preferredUsername: undefined,
  hash: undefined,
}
const BOB: Wish = { ...ADA, requested: 'bob', email: 'y@example.com' }

const wish: fc.Arbitrary<Wish> = fc.record({
  requested: fc.constantFrom(...NAMES),
  email: fc.constantFrom('x@example.com', 'X@example.com', 'y@example.com', 'z@example.com'),
  emailVerified: fc.boolean(),
  preferredUsername: fc.constantFrom(undefined, 'ada', 'bob', 'sub-1', 'old-sub-0', 'nick'),
  hash: fc.constantFrom(undefined, 'a hash'),
})

forEachDatabase((kind, open) => {
  const runs = RUNS[kind]
  let database: Database
  let storage: Storage

  before(async () => {
    database = await open()
    storage = await storageOn(database)
  })

  async function poolWith(names: SignInNames): Promise<UserPool> {
    const id = await storedPool(storage.stores)
    const stored = (await storage.stores.userPools.find(id)) ?? assert.fail('no pool')
    return { ...stored, settings: { ...stored.settings, ...names } }
  }

  function rowOf(pool: UserPool, sub: string, asked: Wish): UserOfRow {
    const { requested, email, emailVerified, preferredUsername, hash } = asked
    const entries = [
      { name: 'email', value: email },
      { name: 'email_verified', value: `${emailVerified}` },
      ...(preferredUsername ? [{ name: 'preferred_username', value: preferredUsername }] : []),
    ]
    const request = { sub, requested, entries, status: 'CONFIRMED' } as const
    const user = newUser(pool, request, { author: 'administrator', requiredMayFollow: false }, NOW)
    return { user, requested, password: hash === undefined ? undefined : { algorithm: 'BCRYPT', hash } }
  }

  /** The users that a pool of that kind allows; others are never stored. */
  function rowsOf(pool: UserPool, wishes: readonly Wish[]): UserOfRow[] {
    return wishes.flatMap((asked, i) => {
      try {
        return [rowOf(pool, `sub-${i}`, asked)]
      } catch (error) {
        if (error instanceof ServiceError) return []
        throw error
      }
    })
  }

  /** Everything that is stored about the users of a pool, with all names and aliases by which they are found. */
  async function contentsOf({ id }: UserPool) {
    const rowsIn = async (table: string, order: string) => {
      const rows = await database.all<{ sub: string }>(
        `select * from ${table} where user_pool_id = $1 order by ${order}`,
        id,
      )
      return rows.map((row) => ({ ...row, user_pool_id: 'the pool' }))
    }
    const users = await rowsIn('users', 'sub')
    return {
      users,
      aliases: await rowsIn('user_aliases', 'attribute, value'),
      count: await storage.stores.userPools.countUsers(id),
      passwords: await Promise.all(users.map(({ sub }) => storage.stores.credentials.find(id, sub))),
    }
  }

  for (const [what, names] of runs === 0 ? [] : KINDS) {
    test(`in a pool ${what}, rows stored together have the same results as rows stored one after the other`, async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(wish, { maxLength: 3 }),
          fc.array(wish, { maxLength: 8 }),
          async (there, wishes) => {
            const [together, inTurn] = [await poolWith(names), await poolWith(names)]
            const storedIn = (pool: UserPool) => (rows: readonly UserOfRow[]) =>
              storage.transaction(async (stores) => {
                const outcomes: unknown[] = []
                for (const row of rows) outcomes.push(await storeImportedUser(stores, pool, row))
                return outcomes
              })
            for (const pool of [together, inTurn]) {
              await storedIn(pool)(
                rowsOf(pool, there).map((row) => ({
                  ...row,
                  user: { ...row.user, sub: `old-${row.user.sub}` },
                })),
              )
            }
            const expected = await storedIn(inTurn)(rowsOf(inTurn, wishes))
            const rows = rowsOf(together, wishes)
            const outcomes = await storage.transaction((stores) => storeImportedUsers(stores, together, rows))
            assert.deepEqual(
              rows.map((row) => outcomes.get(row)),
              expected,
            )
            assert.deepEqual(await contentsOf(together), await contentsOf(inTurn))
          },
        ),
        { numRuns: runs, examples: [[[ADA], [{ ...BOB, preferredUsername: 'old-sub-0' }]]] },
      )
    })
  }

  describe('of a row and a user who asks for the same', () => {
    const WANTED = 12
    async function compete(mine: (i: number) => Partial<Wish>, others: (i: number) => Partial<Wish>) {
      const pool = await poolWith({ aliasAttributes: ['email', 'preferred_username'] })
      const rowAsking = (asked: Partial<Wish>) => rowOf(pool, newSub(systemEntropy), { ...ADA, ...asked })
      const rows = Array.from({ length: WANTED }, (_, i) => rowAsking(mine(i)))
      const rivals = Array.from({ length: WANTED }, (_, i) => rowAsking(others(i)))
      const half = WANTED / 2
      const signUp = ({ user, requested }: UserOfRow) =>
        storage.transaction((stores) =>
          createUser(stores, pool, user, requested, { alias: 'refuse', nameTaken: userAccountExists }),
        )
      const early = rivals.slice(0, half).map(signUp)
      const importing = storage.transaction((stores) => storeImportedUsers(stores, pool, rows))
      const late = rivals.slice(half).map(signUp)
      const signUps = await Promise.allSettled([...early, ...late])
      const outcomes = await importing
      const refusals = signUps.map((result) => (result.status === 'rejected' ? result.reason : undefined))
      for (const refusal of refusals)
        assert.ok(refusal === undefined || refusal instanceof ServiceError, `${refusal}`)
      const users = await storage.stores.userPools.countUsers(pool.id)
      return { outcomes: rows.map((row) => outcomes.get(row)), refusals, users }
    }

    test(`one gets the username, and the row is skipped if it is the other (${kind})`, async () => {
      for (let round = 0; round < 5; round++) {
        const { outcomes, refusals, users } = await compete(
          (i) => ({ requested: `name-${i}`, email: `row-${i}@example.com` }),
          (i) => ({ requested: `name-${i}`, email: `rival-${i}@example.com` }),
        )
        for (const [i, outcome] of outcomes.entries()) {
          assert.equal(outcome?.result, refusals[i] ? 'SUCCEEDED' : 'SKIPPED')
        }
        assert.equal(users, WANTED)
      }
    })

    test(`one gets the alias, and the row fails if it is the other (${kind})`, async () => {
      for (let round = 0; round < 5; round++) {
        const { outcomes, refusals, users } = await compete(
          (i) => ({ requested: `row-${i}`, email: `${i}@example.com` }),
          (i) => ({ requested: `rival-${i}`, email: `${i}@example.com` }),
        )
        for (const [i, outcome] of outcomes.entries()) {
          assert.equal(outcome?.result, refusals[i] ? 'SUCCEEDED' : 'FAILED')
          if (outcome?.result !== 'FAILED') continue
          assert.equal(outcome.reason, 'An account with the given email already exists.')
        }
        assert.equal(users, WANTED)
      }
    })
  })
})
