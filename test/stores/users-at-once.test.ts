import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type { Storage } from '../../src/domain/stores.ts'
import type { UserFilter } from '../../src/domain/users/list-users-filter.ts'
import type { User } from '../../src/domain/users/user.ts'
import type { AliasClaim } from '../../src/domain/users/user-store.ts'
import type { Database } from '../../src/storage/driver/database.ts'
import { forEachDatabase } from '../support/databases.ts'
import { NOW, storageOn, storedPool, userOf } from './pool-of-users.ts'

/** Two full statements and two short ones. */
const MANY = 67

const email = (value: string) => ({ attribute: 'email', value }) as const
const nickname = (value: string) => ({ attribute: 'preferred_username', value }) as const

forEachDatabase((kind, open) => {
  let database: Database
  let storage: Storage
  let pool: string

  before(async () => {
    database = await open()
    storage = await storageOn(database)
    pool = await storedPool(storage.stores)
  })

  const insertAll = (users: readonly User[]) => storage.transaction((stores) => stores.users.insertAll(users))

  const usersOf = (userPoolId: string, prefix: string, number: number) =>
    Array.from({ length: number }, (_, i) => userOf(userPoolId, `${prefix}-${i}`, { createdAt: NOW + i }))

  const subsOf = (users: readonly User[]) => new Set(users.map(({ sub }) => sub))

  describe('many users', () => {
    test('are read as they were stored, and are counted', async () => {
      const own = await storedPool(storage.stores)
      const users = usersOf(own, 'whole', MANY).map(
        (user, i): User => ({
          ...user,
          attributes: new Map([
            ['email', `Who${i}@Example.com`],
            ['custom:note', 'ünï𝒸ode "quoted"'],
          ]),
          pendingAttributes: new Map([['email', `new${i}@example.com`]]),
          status: i % 2 ? 'RESET_REQUIRED' : 'CONFIRMED',
          enabled: i % 3 > 0,
        }),
      )
      assert.deepEqual(await insertAll(users), subsOf(users))
      for (const user of users) {
        assert.deepEqual(await storage.stores.users.find(own, user.sub), user)
      }
      assert.equal(await storage.stores.userPools.countUsers(own), MANY)
      const filter: UserFilter = {
        attribute: 'email',
        comparison: 'equals',
        value: 'who7@example.com',
        caseSensitive: false,
      }
      const listed = await storage.stores.users.list({ userPoolId: own, limit: 60, filter })
      assert.deepEqual(listed.users, [users[7]])
    })

    test('may be none', async () => {
      assert.deepEqual(await insertAll([]), new Set())
    })

    test('exclude users whose name is taken, and all but the first of those with the same name', async () => {
      const own = await storedPool(storage.stores)
      const [present, ...others] = usersOf(own, 'name', 70)
      assert.ok(present)
      await insertAll([present])
      const namesakes = others.map(({ username }) => userOf(own, username))
      const stored = await insertAll([userOf(own, present.username), ...others, ...namesakes])
      assert.deepEqual(stored, subsOf(others))
      assert.equal(await storage.stores.userPools.countUsers(own), 70)
    })

    test('are all missing if the transaction failed', async () => {
      const own = await storedPool(storage.stores)
      const users = usersOf(own, 'nobody', MANY)
      const failing = storage.transaction(async (stores) => {
        await stores.users.insertAll(users)
        throw new Error('no')
      })
      await assert.rejects(failing, /no/)
      assert.equal(await storage.stores.userPools.countUsers(own), 0)
      assert.deepEqual((await storage.stores.users.list({ userPoolId: own, limit: 60 })).users, [])
    })

    test(`of eight rivals with the same names are stored once (${kind})`, async () => {
      const own = await storedPool(storage.stores)
      const attempts = Array.from({ length: 8 }, () => insertAll(usersOf(own, 'rival', MANY)))
      const stored = await Promise.all(attempts)
      assert.equal(
        stored.reduce((sum, { size }) => sum + size, 0),
        MANY,
      )
      assert.equal(await storage.stores.userPools.countUsers(own), MANY)
    })
  })

  describe('a name', () => {
    test('is taken as username, as alias of that kind and as sub, in its own pool', async () => {
      const own = await storedPool(storage.stores)
      const ada = userOf(own, 'ada')
      await insertAll([ada])
      await storage.transaction((stores) =>
        stores.users.setAliases(own, ada.sub, [email('ada@example.com'), nickname('countess')]),
      )
      const lookUps = [
        { username: 'ada', sub: 'ada', aliases: [] },
        { username: 'Ada', sub: 'Ada', aliases: [] },
        { username: ada.sub, sub: ada.sub, aliases: [] },
        { username: 'x', sub: 'ada', aliases: [] },
        { username: 'ada@example.com', sub: 'ada@example.com', aliases: [email('ada@example.com')] },
        { username: 'ada@example.com', sub: 'ada@example.com', aliases: [] },
        { username: 'countess', sub: 'countess', aliases: [email('countess')] },
        { username: 'countess', sub: 'countess', aliases: [email('countess'), nickname('countess')] },
      ]
      const areTaken = (userPoolId: string) => storage.stores.users.areTaken(userPoolId, lookUps)
      assert.deepEqual(await areTaken(own), [true, false, true, false, true, false, false, true])
      assert.deepEqual(await areTaken(pool), Array(lookUps.length).fill(false))
    })

    test('is found among very many names', async () => {
      const own = await storedPool(storage.stores)
      const users = usersOf(own, 'among', MANY)
      await insertAll(users.filter((_, i) => i % 3 === 0))
      const lookUps = users.map(({ username }) => ({ username, sub: username, aliases: [email(username)] }))
      assert.deepEqual(
        await storage.transaction((stores) => stores.users.areTaken(own, [...lookUps, ...lookUps])),
        [...users, ...users].map((_, i) => (i % MANY) % 3 === 0),
      )
      assert.deepEqual(await storage.stores.users.areTaken(own, []), [])
    })
  })

  describe('many aliases', () => {
    test('are given to their users, except those that another user has', async () => {
      const users = usersOf(pool, 'alias', 70)
      await insertAll(users)
      const [owner, ...others] = users
      assert.ok(owner)
      const claims = others.flatMap(({ sub }, i): AliasClaim[] => [
        { sub, alias: email(`a${i}@example.com`) },
        { sub, alias: nickname(`a${i}`) },
        { sub, alias: nickname(`b${i}`) },
      ])
      const late = [
        { sub: owner.sub, alias: nickname('a7') },
        { sub: owner.sub, alias: email('a68@example.com') },
      ]
      const lost = await storage.transaction((stores) => stores.users.addAliases(pool, [...claims, ...late]))
      assert.deepEqual(lost, late)
      for (const { sub, alias } of claims) {
        assert.equal(await storage.stores.users.aliasOwner(pool, alias), sub)
      }
      const again = [{ sub: owner.sub, alias: nickname('own') }, ...late]
      assert.deepEqual(await storage.transaction((stores) => stores.users.addAliases(pool, again)), late)
      assert.equal(await storage.stores.users.aliasOwner(pool, nickname('own')), owner.sub)
    })

    test('go to the first of two who are given the same', async () => {
      const users = usersOf(pool, 'both', 2)
      await insertAll(users)
      const claims = users.map(({ sub }) => ({ sub, alias: nickname('both') }))
      const lost = await storage.transaction((stores) => stores.users.addAliases(pool, claims))
      assert.deepEqual(lost, claims.slice(1))
    })
  })

  test('are known to the planner as soon as they are committed, each time their number has doubled', async () => {
    const fresh = await storageOn(database)
    for (const [prefix, expected] of [
      ['grown', MANY],
      ['again', 2 * MANY],
    ] as const) {
      const users = usersOf(pool, prefix, MANY)
      assert.equal((await fresh.transaction((stores) => stores.users.insertAll(users))).size, MANY)
      if (database.dialect === 'sqlite') continue
      const known = await database.first<{ users: number }>(
        "select cast(reltuples as bigint) as users from pg_class where oid = to_regclass('users')",
      )
      assert.ok(known && known.users >= expected, `${known?.users}`)
    }
  })
})
