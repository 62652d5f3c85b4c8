import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import fc from 'fast-check'
import type { Storage } from '../../src/domain/stores.ts'
import { matchesFilter, type UserFilter } from '../../src/domain/users/list-users-filter.ts'
import type { User } from '../../src/domain/users/user.ts'
import type { UserPageKey } from '../../src/domain/users/user-store.ts'
import { forEachDatabase } from '../support/databases.ts'
import { NOW, storageOn, storedPool, userOf } from './pool-of-users.ts'

const email = (value: string) => ({ attribute: 'email', value }) as const

forEachDatabase((kind, open) => {
  let storage: Storage
  let pool: string

  before(async () => {
    storage = await storageOn(await open())
    pool = await storedPool(storage.stores)
  })

  async function insert(user: User): Promise<User> {
    assert.equal(await storage.transaction((stores) => stores.users.insert(user)), true)
    return user
  }

  const setAliases = (user: User, ...values: string[]) =>
    storage.transaction((stores) => stores.users.setAliases(pool, user.sub, values.map(email)))

  describe('a user', () => {
    test('is read as it was stored, including pending attributes', async () => {
      const user = await insert(
        userOf(pool, 'whole', {
          attributes: new Map([
            ['email', 'Who@Example.com'],
            ['custom:note', 'ünï𝒸ode "quoted"'],
          ]),
          pendingAttributes: new Map([['email', 'new@example.com']]),
          status: 'RESET_REQUIRED',
          enabled: false,
          modifiedAt: NOW + 1,
          signedOutAt: NOW + 2,
        }),
      )
      assert.deepEqual(await storage.stores.users.find(pool, user.sub), user)
    })

    test('keeps when it was signed out, whatever is saved later', async () => {
      const user = await insert(userOf(pool, 'signed-out'))
      await storage.stores.users.noteSignOut(pool, user.sub, NOW + 3)
      await storage.transaction((stores) => stores.users.save({ ...user, status: 'RESET_REQUIRED' }))
      const found = await storage.stores.users.find(pool, user.sub)
      assert.deepEqual(found, { ...user, status: 'RESET_REQUIRED', signedOutAt: NOW + 3 })
    })

    test('is saved with all that can change', async () => {
      const user = await insert(userOf(pool, 'saved'))
      const changed: User = {
        ...user,
        attributes: new Map([['name', 'Other']]),
        pendingAttributes: new Map([['phone_number', '+4912345']]),
        status: 'UNCONFIRMED',
        enabled: false,
        modifiedAt: NOW + 5,
      }
      await storage.transaction((stores) => stores.users.save(changed))
      assert.deepEqual(await storage.stores.users.find(pool, user.sub), changed)
    })

    test('has a username that no other user of the pool has', async () => {
      await insert(userOf(pool, 'unique'))
      const rival = userOf(pool, 'unique')
      assert.equal(await storage.transaction((stores) => stores.users.insert(rival)), false)
      assert.equal(await storage.stores.users.find(pool, rival.sub), undefined)
    })

    test('may have a namesake in another pool', async () => {
      const other = await storedPool(storage.stores)
      await insert(userOf(pool, 'namesake'))
      await insert(userOf(other, 'namesake'))
    })

    test('is deleted with its aliases, password and codes', async () => {
      const user = await insert(userOf(pool, 'deleted'))
      await setAliases(user, 'deleted@example.com')
      const target = { purpose: 'sign-up', userPoolId: pool, sub: user.sub } as const
      await storage.transaction(async (stores) => {
        await stores.credentials.setFailures(pool, user.sub, { failures: 3, lastFailureAt: NOW })
        await stores.verificationCodes.put(target, {
          contact: email('deleted@example.com'),
          digest: Buffer.of(1),
          expiresAt: NOW,
          mismatches: 0,
        })
      })
      const remove = () => storage.transaction((stores) => stores.users.delete(pool, user.sub))
      assert.equal(await remove(), true)
      assert.equal(await remove(), false)
      assert.equal(await storage.stores.users.find(pool, user.sub), undefined)
      assert.equal(await storage.stores.users.aliasOwner(pool, email('deleted@example.com')), undefined)
      assert.equal((await storage.stores.credentials.find(pool, user.sub)).failures, undefined)
      assert.equal(await storage.stores.verificationCodes.find(target), undefined)
    })
  })

  describe('the number of users', () => {
    test('follows insertions and deletions, refused ones excepted', async () => {
      const counted = await storedPool(storage.stores)
      assert.equal(await storage.stores.userPools.countUsers(counted), 0)
      const users = Array.from({ length: 20 }, (_, i) => userOf(counted, `user-${i}`))
      for (const user of users) await insert(user)
      await storage.transaction((stores) => stores.users.insert(userOf(counted, 'user-0')))
      assert.equal(await storage.stores.userPools.countUsers(counted), 20)
      for (const user of users.slice(0, 7)) {
        await storage.transaction((stores) => stores.users.delete(counted, user.sub))
        await storage.transaction((stores) => stores.users.delete(counted, user.sub))
      }
      assert.equal(await storage.stores.userPools.countUsers(counted), 13)
    })

    test('stays unchanged if the transaction fails', async () => {
      const counted = await storedPool(storage.stores)
      const failing = storage.transaction(async (stores) => {
        await stores.users.insert(userOf(counted, 'nobody'))
        throw new Error('no')
      })
      await assert.rejects(failing, /no/)
      assert.equal(await storage.stores.userPools.countUsers(counted), 0)
    })
  })

  describe('a name', () => {
    const resolve = async (username: string, sub = username) =>
      (await storage.stores.users.resolve(pool, { username, sub, aliases: [email(username)] }))?.sub

    test('means a username before an alias, and an alias before a sub', async () => {
      const one = await insert(userOf(pool, 'first@example.com'))
      const two = await insert(userOf(pool, 'second'))
      const three = await insert(userOf(pool, 'third'))
      await setAliases(two, 'first@example.com', three.sub)
      assert.equal(await resolve('first@example.com'), one.sub)
      assert.equal(await resolve(three.sub), two.sub)
      await setAliases(two)
      assert.equal(await resolve(three.sub), three.sub)
      assert.equal(await resolve('nobody'), undefined)
    })

    test('is looked for in its own pool only', async () => {
      const other = await storedPool(storage.stores)
      const stranger = await insert(userOf(other, 'stranger'))
      assert.equal(await resolve('stranger'), undefined)
      assert.equal(await resolve(stranger.sub), undefined)
    })
  })

  describe('an alias', () => {
    const ownerOf = (value: string) => storage.stores.users.aliasOwner(pool, email(value))

    test('belongs to one user, and a clash leaves everything unchanged', async () => {
      const one = await insert(userOf(pool, 'clash-one'))
      const two = await insert(userOf(pool, 'clash-two'))
      assert.equal(await setAliases(one, 'clash@example.com'), undefined)
      await setAliases(two, 'kept@example.com')
      const clashing = storage.transaction(async (stores) => {
        const aliases = [email('free@example.com'), email('clash@example.com')]
        const taken = await stores.users.setAliases(pool, two.sub, aliases)
        assert.deepEqual(taken, email('clash@example.com'))
        throw new Error('taken')
      })
      await assert.rejects(clashing, /taken/)
      assert.equal(await ownerOf('clash@example.com'), one.sub)
      assert.equal(await ownerOf('kept@example.com'), two.sub)
      assert.equal(await ownerOf('free@example.com'), undefined)
    })

    test('is given up when the user gets others', async () => {
      const user = await insert(userOf(pool, 'moving'))
      await setAliases(user, 'old@example.com', 'both@example.com')
      await setAliases(user, 'both@example.com', 'new@example.com')
      assert.equal(await ownerOf('old@example.com'), undefined)
      assert.equal(await ownerOf('both@example.com'), user.sub)
      assert.equal(await ownerOf('new@example.com'), user.sub)
    })

    test('is released by its holder only, and can then be taken by another user', async () => {
      const one = await insert(userOf(pool, 'loser'))
      const two = await insert(userOf(pool, 'winner'))
      await setAliases(one, 'moved@example.com')
      await storage.transaction(async (stores) => {
        const alias = email('moved@example.com')
        assert.equal(await stores.users.releaseAlias(pool, alias, two.sub), false)
        assert.equal(await stores.users.aliasOwner(pool, alias), one.sub)
        assert.equal(await stores.users.releaseAlias(pool, alias, one.sub), true)
        assert.equal(await stores.users.setAliases(pool, two.sub, [email('moved@example.com')]), undefined)
      })
      assert.equal(await ownerOf('moved@example.com'), two.sub)
    })

    test('of one attribute says nothing about another', async () => {
      const one = await insert(userOf(pool, 'attribute-one'))
      const two = await insert(userOf(pool, 'attribute-two'))
      await setAliases(one, 'shared')
      const other = { attribute: 'preferred_username', value: 'shared' } as const
      assert.equal(
        await storage.transaction((stores) => stores.users.setAliases(pool, two.sub, [other])),
        undefined,
      )
    })

    test(`goes to one of sixteen rivals (${kind})`, async () => {
      const users = await Promise.all(
        Array.from({ length: 16 }, (_, i) => insert(userOf(pool, `rival-${i}`))),
      )
      const outcomes = await Promise.all(users.map((user) => setAliases(user, 'rivals@example.com')))
      assert.equal(outcomes.filter((taken) => taken === undefined).length, 1)
    })
  })

  describe('a list', () => {
    async function pages(userPoolId: string, limit: number, filter?: UserFilter): Promise<User[]> {
      const users: User[] = []
      let after: UserPageKey | undefined
      do {
        const page = await storage.stores.users.list({ userPoolId, limit, filter, after })
        assert.ok(page.users.length <= limit)
        assert.ok(page.next === undefined || page.users.length === limit, 'only the last page is short')
        users.push(...page.users)
        after = page.next
      } while (after)
      return users
    }

    const usernames = (users: readonly User[]) => users.map(({ username }) => username)

    const named = (userPoolId: string, username: string, name: string) =>
      userOf(userPoolId, username, { attributes: new Map([['name', name]]) })

    const startingWith = (value: string): UserFilter => ({
      attribute: 'name',
      comparison: 'starts-with',
      value,
      caseSensitive: false,
    })

    test('is in the order of creation', async () => {
      const listed = await storedPool(storage.stores)
      for (const [i, name] of ['c', 'a', 'b'].entries()) {
        await insert(userOf(listed, name, { createdAt: NOW + i }))
      }
      assert.deepEqual(usernames(await pages(listed, 2)), ['c', 'a', 'b'])
    })

    test('with a filter is in the order of the attribute', async () => {
      const listed = await storedPool(storage.stores)
      for (const name of ['Beta', 'alpha', 'Gamma', 'delta']) await insert(named(listed, name, name))
      assert.deepEqual(usernames(await pages(listed, 3, startingWith(''))), [
        'alpha',
        'Beta',
        'delta',
        'Gamma',
      ])
    })

    test('of a prefix takes letters of every plane, and the last ones there are', async () => {
      const listed = await storedPool(storage.stores)
      const names = [
        'é',
        'éa',
        'é\u{10ffff}',
        'é\u{10ffff}x',
        'ê',
        '\ud7ff',
        '\ue000',
        '𝒶b',
        '𝒷',
        '\u{10ffff}',
      ]
      for (const name of names) await insert(named(listed, name, name))
      assert.deepEqual(usernames(await pages(listed, 2, startingWith('É'))), names.slice(0, 4))
      assert.deepEqual(usernames(await pages(listed, 2, startingWith('é\u{10ffff}'))), names.slice(2, 4))
      assert.deepEqual(usernames(await pages(listed, 2, startingWith('\ud7ff'))), ['\ud7ff'])
      assert.deepEqual(usernames(await pages(listed, 2, startingWith('𝒶'))), ['𝒶b'])
      assert.deepEqual(usernames(await pages(listed, 2, startingWith('\u{10ffff}'))), ['\u{10ffff}'])
    })

    test('of a prefix finds values that are longer than an index can hold', async () => {
      const listed = await storedPool(storage.stores)
      const long = '𝒳'.repeat(2048)
      await insert(named(listed, 'long', `x${long}`))
      assert.deepEqual(usernames(await pages(listed, 2, startingWith(`x${'𝒳'.repeat(245)}`))), ['long'])
      assert.deepEqual((await pages(listed, 2, startingWith('x')))[0]?.attributes.get('name'), `x${long}`)
    })

    test('of a prefix whose lower case is longer than itself finds it', async () => {
      const listed = await storedPool(storage.stores)
      await insert(named(listed, 'dotted', 'İ'.repeat(300)))
      assert.deepEqual(usernames(await pages(listed, 2, startingWith('İ'.repeat(240)))), ['dotted'])
    })

    const letters = fc.constantFrom('a', 'A', 'b', 'ß', 'é', 'É', 'İ', 'Σ', '𝒶', '\u{10ffff}', '"', '%', '_')
    const text = fc.array(letters, { maxLength: 3 }).map((parts) => parts.join(''))
    const value = text.filter((it) => it !== '')
    const person = fc.record({
      attributes: fc
        .record(
          { email: value, phone_number: value, name: value, given_name: value, family_name: value },
          { requiredKeys: [] },
        )
        .map((record) => new Map(Object.entries(record))),
      status: fc.constantFrom('CONFIRMED', 'UNCONFIRMED', 'RESET_REQUIRED', 'UNKNOWN'),
      enabled: fc.boolean(),
      createdAt: fc.integer({ min: NOW, max: NOW + 2 }),
    })
    const comparison = fc.constantFrom('equals', 'starts-with')
    const attributes = ['email', 'phone_number', 'name', 'given_name', 'family_name', 'sub'] as const
    const filter: fc.Arbitrary<UserFilter> = fc.oneof(
      fc.record({
        attribute: fc.constantFrom(...attributes),
        comparison,
        value: text,
        caseSensitive: fc.constant(false),
      }),
      fc.record({
        attribute: fc.constant('username'),
        comparison,
        value: fc.constantFrom('u', 'U', 'u1', ''),
        caseSensitive: fc.constant(true),
      }),
      fc.record({
        attribute: fc.constant('cognito:user_status'),
        comparison,
        value: fc.constantFrom(
          'confirmed',
          'CON',
          'Re',
          'RE\u017fET',
          'UN\u212aNOWN',
          'conf\u0131rmed',
          '',
          'x',
        ),
        caseSensitive: fc.constant(false),
      }),
      fc.record({
        attribute: fc.constant('status'),
        comparison,
        value: fc.constantFrom('Enabled', 'enabled', 'Disabled', 'D', 'E', '', 'x'),
        caseSensitive: fc.constant(true),
      }),
    ) as fc.Arbitrary<UserFilter>

    test('is the same in pages of any size, and what a filter finds is what matches it', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(person, { maxLength: 12 }),
          fc.integer({ min: 1, max: 13 }),
          fc.array(filter, { minLength: 1, maxLength: 6 }),
          async (people, limit, filters) => {
            const listed = await storedPool(storage.stores)
            const users = people.map((it, i) => userOf(listed, `u${i}`, it as Partial<User>))
            await storage.transaction(async (stores) => {
              for (const user of users) await stores.users.insert(user)
            })
            const all = await pages(listed, 60)
            assert.deepEqual(usernames(all).sort(), usernames(users).sort())
            assert.deepEqual(await pages(listed, limit), all)
            for (const sought of filters) {
              const found = await pages(listed, limit, sought)
              const expected = users.filter((user) => matchesFilter(sought, user))
              assert.deepEqual(usernames(found).sort(), usernames(expected).sort(), JSON.stringify(sought))
              assert.deepEqual(found, await pages(listed, 60, sought))
            }
          },
        ),
        { numRuns: 40 },
      )
    })
  })
})
