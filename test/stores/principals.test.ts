import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { before, describe, test } from 'node:test'
import fc from 'fast-check'
import {
  type AccessKey,
  newAccessKey,
  newPrincipalId,
  newTemporaryAccessKey,
} from '../../src/domain/iam/access-key.ts'
import { parsePolicy } from '../../src/domain/iam/parse-policy.ts'
import type { Role, Session, User } from '../../src/domain/iam/principal.ts'
import type { PrincipalReference } from '../../src/domain/iam/principal-store.ts'
import type { Storage } from '../../src/domain/stores.ts'
import { systemEntropy } from '../../src/kernel/entropy.ts'
import type { Database } from '../../src/storage/driver/database.ts'
import { forEachDatabase } from '../support/databases.ts'
import { NOW, storageOn } from './pool-of-users.ts'
import { storedBytes } from './stored-bytes.ts'

const ACCOUNT = '123456789012'
const ROOT = { kind: 'root', accountId: ACCOUNT } as const

const allowing = (action: string) => ({
  name: `allows ${action}`,
  policy: parsePolicy({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: action, Resource: '*' }],
  }),
})

const userOf = (name: string, change: Partial<User> = {}): User => ({
  kind: 'user',
  accountId: ACCOUNT,
  name,
  path: '/',
  principalId: newPrincipalId(systemEntropy, 'user'),
  tags: {},
  policies: [],
  ...change,
})

const roleOf = (name: string, change: Partial<Role> = {}): Role => ({
  ...userOf(name),
  kind: 'role',
  principalId: newPrincipalId(systemEntropy, 'role'),
  ...change,
})

const temporaryKey = (expiresAt: number, session: Partial<Session> = {}) =>
  newTemporaryAccessKey(systemEntropy, NOW, {
    session: { issuedAt: NOW, mfaAuthenticated: false, ...session },
    expiresAt,
  })

/** With the document of each compiled policy in its place, because compiled policies contain functions. */
const plain = (value: unknown) =>
  JSON.parse(JSON.stringify(value, (key, member) => (key === 'policy' ? member.document : member)))

const same = (actual: unknown, expected: unknown) => assert.deepEqual(plain(actual), plain(expected))

forEachDatabase((_, open) => {
  let database: Database
  let storage: Storage

  before(async () => {
    database = await open()
    storage = await storageOn(database)
  })

  const principals = () => storage.stores.principals

  async function created<P extends User | Role>(principal: P): Promise<P> {
    assert.equal(await principals().create(principal), true)
    return principal
  }

  async function withKey(holder: PrincipalReference, key: AccessKey): Promise<AccessKey> {
    assert.equal(await addKey(holder, key), 'added')
    return key
  }

  const addKey = (holder: PrincipalReference, key = newAccessKey(systemEntropy, NOW)) =>
    storage.transaction((stores) => stores.principals.addAccessKey(holder, key))

  describe('a principal', () => {
    test('is read as it was created, with compiled policies', async () => {
      const user = await created(
        userOf('Whole', {
          path: '/some/path/',
          tags: { team: 'ünï', empty: '' },
          policies: [allowing('cognito-idp:*'), allowing('cognito-idp:ListUsers')],
          boundary: allowing('cognito-idp:Describe*'),
        }),
      )
      same(await principals().find(user), user)
      same(await storage.transaction((stores) => stores.principals.lock(user)), user)
    })

    test('has a name that no other of its kind has, in any case', async () => {
      const first = await created(userOf('Alice'))
      assert.equal(await principals().create(userOf('aLICE')), false)
      assert.deepEqual(await principals().find({ kind: 'user', accountId: ACCOUNT, name: 'ALICE' }), first)
    })

    test('shares its name with one of the other kind and one of another account', async () => {
      const user = await created(userOf('shared'))
      const role = await created(roleOf('shared'))
      const elsewhere = await created(userOf('shared', { accountId: '999999999999' }))
      for (const principal of [user, role, elsewhere]) {
        assert.deepEqual(await principals().find(principal), principal)
      }
    })

    test('is created once by sixteen rivals', async () => {
      const results = await Promise.all(
        Array.from({ length: 16 }, (_, n) => principals().create(userOf(n % 2 ? 'rival' : 'RIVAL'))),
      )
      assert.equal(results.filter((won) => won).length, 1)
    })

    test('is not found if there is none', async () => {
      const missing = { kind: 'role', accountId: ACCOUNT, name: 'missing' } as const
      assert.equal(await principals().find(missing), undefined)
      assert.equal(await storage.transaction((stores) => stores.principals.lock(missing)), undefined)
    })

    test('is saved with tags, policies and boundary', async () => {
      const { boundary: _, ...user } = await created(
        userOf('saved', { tags: { a: 'b' }, boundary: allowing('*') }),
      )
      const changed: User = { ...user, tags: { c: 'd' }, policies: [allowing('cognito-idp:GetUser')] }
      await principals().save(changed)
      same(await principals().find(user), changed)
      const bounded: User = { ...changed, boundary: allowing('cognito-idp:*') }
      await principals().save({ ...bounded, path: '/other/', principalId: 'AIDAOTHER' })
      same(await principals().find(user), bounded)
    })

    test('loses no change of sixteen rivals that lock it first', async () => {
      const user = await created(userOf('contended'))
      const addTag = (_: unknown, n: number) =>
        storage.transaction(async (stores) => {
          const locked = await stores.principals.lock(user)
          if (locked?.kind !== 'user') return assert.fail('no user')
          await stores.principals.save({ ...locked, tags: { ...locked.tags, [`tag${n}`]: '' } })
        })
      await Promise.all(Array.from({ length: 16 }, addTag))
      const found = await principals().find(user)
      assert.equal(found?.kind === 'user' && Object.keys(found.tags).length, 16)
    })

    test('is deleted once, with its keys, and leaves its namesake the others', async () => {
      const [user, role] = [await created(userOf('leaving')), await created(roleOf('leaving'))]
      const gone = await withKey(user, newAccessKey(systemEntropy, NOW))
      const kept = await withKey(role, temporaryKey(NOW + 1000))
      assert.equal(await principals().delete({ ...user, name: 'LEAVING' }), true)
      assert.equal(await principals().delete(user), false)
      assert.equal(await principals().find(user), undefined)
      assert.equal(await principals().findByAccessKeyId(gone.id), undefined)
      same((await principals().findByAccessKeyId(kept.id))?.key, kept)
    })
  })

  describe('root', () => {
    test('exists without having been created, and cannot be created', async () => {
      assert.deepEqual(await principals().find(ROOT), ROOT)
      assert.deepEqual(await storage.transaction((stores) => stores.principals.lock(ROOT)), ROOT)
      assert.equal(await principals().create(ROOT), false)
      await principals().save(ROOT)
      assert.equal(await principals().delete(ROOT), false)
    })

    test('holds keys', async () => {
      const root = { kind: 'root', accountId: '111111111111' } as const
      const key = await withKey(root, newAccessKey(systemEntropy, NOW))
      assert.deepEqual(await principals().findByAccessKeyId(key.id), {
        caller: { principal: root, session: undefined },
        key,
      })
    })
  })

  describe('the principals of an account', () => {
    test('have pages that make up the list, by kind and name', async () => {
      const accountId = '222222222222'
      const names = ['b', 'A', 'c', 'D', '_']
      for (const name of names) await created(userOf(name, { accountId }))
      for (const name of names) await created(roleOf(name, { accountId }))
      await created(userOf('x', { accountId: '333333333333' }))
      await fc.assert(
        fc.asyncProperty(fc.integer({ min: 1, max: 11 }), async (limit) => {
          const shown: string[] = []
          let after: PrincipalReference | undefined
          do {
            const page = await principals().list(accountId, limit, after)
            assert.ok(page.principals.length > 0 && page.principals.length <= limit)
            for (const it of page.principals) if (it.kind !== 'root') shown.push(`${it.kind} ${it.name}`)
            after = page.next
          } while (after)
          const sorted = ['_', 'A', 'b', 'c', 'D']
          assert.deepEqual(
            shown,
            ['role', 'user'].flatMap((kind) => sorted.map((name) => `${kind} ${name}`)),
          )
        }),
        { numRuns: 16 },
      )
    })

    test('are an empty list if there are none', async () => {
      assert.deepEqual(await principals().list('444444444444', 5), { principals: [], next: undefined })
    })
  })

  describe('an access key', () => {
    test('leads to its holder and the policies', async () => {
      const user = await created(userOf('Holder', { policies: [allowing('cognito-idp:*')] }))
      const key = await withKey({ ...user, name: 'holder' }, newAccessKey(systemEntropy, NOW))
      same(await principals().findByAccessKeyId(key.id), {
        caller: { principal: user, session: undefined },
        key,
      })
    })

    test('that is temporary comes with its session', async () => {
      const role = await created(roleOf('assumed'))
      const session: Session = {
        name: 'session',
        issuedAt: NOW,
        mfaAuthenticated: true,
        policies: [allowing('cognito-idp:GetUser')],
        tags: { a: 'b' },
      }
      const key = await withKey(role, temporaryKey(NOW + 1000, session))
      same(await principals().findByAccessKeyId(key.id), {
        caller: { principal: role, session },
        key,
      })
    })

    test('is found while inactive or expired, since each has its own error', async () => {
      const user = await created(userOf('expired'))
      const old = await withKey(user, temporaryKey(NOW - 1))
      const lasting = await withKey(user, newAccessKey(systemEntropy, NOW))
      assert.equal(await principals().setAccessKeyStatus(lasting.id, 'Inactive'), true)
      assert.equal((await principals().findByAccessKeyId(old.id))?.key.temporary?.expiresAt, NOW - 1)
      assert.equal((await principals().findByAccessKeyId(lasting.id))?.key.status, 'Inactive')
    })

    test('is not found under another id', async () => {
      assert.equal(await principals().findByAccessKeyId('AKIANONE'), undefined)
    })

    test('needs a holder', async () => {
      assert.equal(await addKey({ kind: 'user', accountId: ACCOUNT, name: 'missing' }), 'noSuchPrincipal')
    })

    test('is one of two at most, besides any number of temporary ones', async () => {
      const user = await created(userOf('full'))
      for (let i = 0; i < 3; i++) await withKey(user, temporaryKey(NOW + 1000))
      assert.deepEqual(
        [await addKey(user), await addKey(user), await addKey(user)],
        ['added', 'added', 'limitExceeded'],
      )
      await withKey(user, temporaryKey(NOW + 1000))
    })

    test('goes to one of sixteen rivals for the last place', async () => {
      const user = await created(userOf('last place'))
      await addKey(user)
      const results = await Promise.all(Array.from({ length: 16 }, () => addKey(user)))
      assert.equal(results.filter((result) => result === 'added').length, 1)
      assert.equal((await principals().listAccessKeys(user)).length, 2)
    })

    test('is listed with the oldest first and without its secret', async () => {
      const user = await created(userOf('lister'))
      const young = await withKey(user, { ...newAccessKey(systemEntropy, NOW), createdAt: NOW + 1 })
      const old = await withKey(user, newAccessKey(systemEntropy, NOW - 1))
      const temporary = await withKey(user, temporaryKey(NOW + 1000))
      assert.deepEqual(await principals().listAccessKeys(user), [
        { id: old.id, status: 'Active', createdAt: NOW - 1 },
        { id: temporary.id, status: 'Active', createdAt: NOW, expiresAt: NOW + 1000 },
        { id: young.id, status: 'Active', createdAt: NOW + 1 },
      ])
    })

    test('changes its status any number of times', async () => {
      const user = await created(userOf('switcher'))
      const { id } = await withKey(user, newAccessKey(systemEntropy, NOW))
      for (const status of ['Inactive', 'Inactive', 'Active'] as const) {
        assert.equal(await principals().setAccessKeyStatus(id, status), true)
        assert.equal((await principals().findByAccessKeyId(id))?.key.status, status)
      }
      assert.equal(await principals().setAccessKeyStatus('AKIANONE', 'Active'), false)
    })

    test('is deleted once', async () => {
      const user = await created(userOf('deleter'))
      const { id } = await withKey(user, newAccessKey(systemEntropy, NOW))
      assert.equal(await principals().deleteAccessKey(id), true)
      assert.equal(await principals().deleteAccessKey(id), false)
      assert.equal(await principals().findByAccessKeyId(id), undefined)
    })

    test('is cleared away after its expiry, if it has one', async () => {
      const user = await created(userOf('clearing'))
      const day = 24 * 3600 * 1000
      const [past, edge] = [
        await withKey(user, temporaryKey(NOW - 10 * day - 1)),
        await withKey(user, temporaryKey(NOW - 10 * day)),
      ]
      const lasting = await withKey(user, newAccessKey(systemEntropy, NOW - 20 * day))
      assert.equal(await principals().deleteExpiredAccessKeys(NOW - 10 * day), 1)
      const left = (await principals().listAccessKeys(user)).map(({ id }) => id)
      assert.deepEqual(left, [lasting.id, edge.id])
      assert.equal(await principals().findByAccessKeyId(past.id), undefined)
    })

    test('has neither secret nor session token anywhere in the database in the clear', async () => {
      const user = await created(userOf(`marker-${randomUUID()}`))
      const lasting = await withKey(user, newAccessKey(systemEntropy, NOW))
      const temporary = await withKey(user, temporaryKey(NOW + 1000))
      const bytes = await storedBytes(database)
      assert.ok(bytes.includes(user.name)) // the search does find what exists
      for (const { secretAccessKey } of [lasting, temporary]) assert.ok(!bytes.includes(secretAccessKey))
      assert.ok(!bytes.includes(temporary.temporary?.sessionToken ?? assert.fail('no session token')))
    })

    test('opens in no other row', async () => {
      const user = await created(userOf('swapped'))
      const [one, other] = [
        await withKey(user, newAccessKey(systemEntropy, NOW)),
        await withKey(user, newAccessKey(systemEntropy, NOW)),
      ]
      await database.run(
        `update access_keys set sealed_secret = (select sealed_secret from access_keys where id = $1)
         where id = $2`,
        one.id,
        other.id,
      )
      await assert.rejects(principals().findByAccessKeyId(other.id), /was not sealed with this root key/)
    })
  })
})
