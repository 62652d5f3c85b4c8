import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type { PasswordRecord, StoredPassword } from '../../src/domain/credentials/stored-password.ts'
import type { Storage } from '../../src/domain/stores.ts'
import type { User } from '../../src/domain/users/user.ts'
import type { Database } from '../../src/storage/driver/database.ts'
import { forEachDatabase } from '../support/databases.ts'
import { NOW, storageOn, storedPool, userOf } from './pool-of-users.ts'

const verifier = (seed: number) => ({ salt: Buffer.alloc(16, seed), verifier: Buffer.alloc(384, seed) })

const PASSWORD: PasswordRecord = {
  current: verifier(1),
  former: [verifier(2), verifier(3)],
  setAt: NOW,
  expiresAt: NOW + 1000,
}

forEachDatabase((kind, open) => {
  let database: Database
  let storage: Storage
  let pool: string

  before(async () => {
    database = await open()
    storage = await storageOn(database)
    pool = await storedPool(storage.stores)
  })

  async function storedUser(username: string): Promise<User> {
    const user = userOf(pool, username)
    await storage.transaction((stores) => stores.users.insert(user))
    return user
  }

  const lockProven = (sub: string, { revision }: Pick<StoredPassword, 'revision'>) =>
    storage.transaction((stores) => stores.credentials.lockProven(pool, sub, revision))

  const lockWithUser = (sub: string) =>
    storage.transaction((stores) => stores.credentials.lockWithUser(pool, sub))

  /** The password without its revision, which is random. */
  async function foundRecord(sub: string): Promise<PasswordRecord | undefined> {
    const { password } = await storage.stores.credentials.find(pool, sub)
    if (!password) return undefined
    const { revision, ...record } = password
    assert.match(revision, /^[0-9a-f-]{36}$/)
    return record
  }

  describe('credentials', () => {
    test('of a user without any are empty', async () => {
      const { sub } = await storedUser('none')
      const nothing = { password: undefined, failures: undefined }
      assert.deepEqual(await storage.stores.credentials.find(pool, sub), nothing)
      assert.deepEqual(await storage.transaction((stores) => stores.credentials.lock(pool, sub)), nothing)
    })

    test('have a state that names the revision of the password, and holds the failures', async () => {
      const { sub, username } = await storedUser('state')
      const { credentials } = storage.stores
      const lookUp = { username, aliases: [] }
      const states = async () => [
        (await credentials.resolveState(pool, lookUp))?.state,
        await credentials.findState(pool, sub),
        (await lockWithUser(sub))?.state,
      ]
      const all = (state: unknown) => [state, state, state]
      assert.deepEqual(await states(), all({ passwordRevision: null, failures: undefined }))
      const revision = await credentials.setPassword(pool, sub, PASSWORD)
      assert.deepEqual(await states(), all({ passwordRevision: revision, failures: undefined }))
      await credentials.setFailures(pool, sub, { failures: 2, lastFailureAt: NOW })
      const failures = { failures: 2, lastFailureAt: NOW }
      assert.deepEqual(await states(), all({ passwordRevision: revision, failures }))
      await credentials.setPassword(pool, sub, undefined)
      assert.deepEqual(await states(), all({ passwordRevision: null, failures: undefined }))
      const resolved = await credentials.resolveState(pool, lookUp)
      assert.deepEqual(resolved?.user, await storage.stores.users.find(pool, sub))
      assert.deepEqual(await lockWithUser(sub), resolved)
      assert.equal(await credentials.resolveState(pool, { username: 'nobody', aliases: [] }), undefined)
    })

    test('hold a password with its history', async () => {
      const { sub } = await storedUser('password')
      await storage.stores.credentials.setPassword(pool, sub, PASSWORD)
      assert.deepEqual(await foundRecord(sub), PASSWORD)
    })

    test('can be given to many users together, different ones to each', async () => {
      const users = Array.from({ length: 70 }, (_, i) => userOf(pool, `many-${i}`))
      const given = users.map(({ sub }, i) =>
        i % 2
          ? { sub, password: { ...PASSWORD, current: verifier(i) } }
          : { sub, foreignPassword: { algorithm: 'BCRYPT', hash: `hash ${i}` } as const },
      )
      await storage.transaction(async (stores) => {
        await stores.users.insertAll(users)
        await stores.credentials.insertAll(pool, given)
        await stores.credentials.insertAll(pool, [])
      })
      for (const { sub, password, ...credentials } of given) {
        assert.deepEqual(await foundRecord(sub), password)
        const found = await storage.stores.credentials.find(pool, sub)
        assert.deepEqual(
          { ...found, password: undefined },
          { password: undefined, failures: undefined, ...credentials },
        )
      }
    })

    test('reveal nothing about the password to readers of the table', async () => {
      const { sub } = await storedUser('sealed')
      await storage.stores.credentials.setPassword(pool, sub, PASSWORD)
      const row = await database.first<{ sealed_password: Buffer }>(
        'select sealed_password from user_credentials where user_pool_id = $1 and sub = $2',
        pool,
        sub,
      )
      const sealed = row?.sealed_password ?? Buffer.alloc(0)
      assert.ok(sealed.length > 384)
      assert.equal(sealed.includes(PASSWORD.current.verifier), false)
      assert.equal(sealed.includes(PASSWORD.current.verifier.toString('base64')), false)
    })

    test('of one user cannot be given to another in the table', async () => {
      const [victim, thief] = [await storedUser('victim'), await storedUser('thief')]
      for (const { sub } of [victim, thief]) await storage.stores.credentials.setPassword(pool, sub, PASSWORD)
      await database.run(
        `update user_credentials set sealed_password =
           (select sealed_password from user_credentials where user_pool_id = $1 and sub = $2)
         where user_pool_id = $1 and sub = $3`,
        pool,
        thief.sub,
        victim.sub,
      )
      await assert.rejects(storage.stores.credentials.find(pool, victim.sub))
      assert.deepEqual(await foundRecord(thief.sub), PASSWORD)
    })

    test('count failures, and forget them with a new password', async () => {
      const { sub } = await storedUser('failing')
      const failures = { failures: 4, lastFailureAt: NOW }
      await storage.stores.credentials.setFailures(pool, sub, failures)
      assert.deepEqual(await storage.stores.credentials.find(pool, sub), { password: undefined, failures })
      await storage.stores.credentials.setPassword(pool, sub, PASSWORD)
      assert.deepEqual(await foundRecord(sub), PASSWORD)
      assert.equal((await storage.stores.credentials.find(pool, sub)).failures, undefined)
    })

    test('keep the password when failures are counted or cleared', async () => {
      const { sub } = await storedUser('kept')
      await storage.stores.credentials.setPassword(pool, sub, PASSWORD)
      await storage.stores.credentials.setFailures(pool, sub, { failures: 1, lastFailureAt: NOW })
      await storage.stores.credentials.setFailures(pool, sub, undefined)
      assert.deepEqual(await foundRecord(sub), PASSWORD)
      assert.equal((await storage.stores.credentials.find(pool, sub)).failures, undefined)
    })

    test('lose the password when it is taken away', async () => {
      const { sub } = await storedUser('taken')
      await storage.stores.credentials.setPassword(pool, sub, PASSWORD)
      await storage.stores.credentials.setPassword(pool, sub, undefined)
      assert.equal((await storage.stores.credentials.find(pool, sub)).password, undefined)
    })

    test('return the standing and failures of a user whose proven password is still the present one', async () => {
      const stored = await storedUser('proven')
      const { sub } = stored
      const mfa = { activated: ['SMS_MFA'], preferred: 'SMS_MFA' } as const
      await storage.stores.users.save({ ...stored, mfa })
      await storage.stores.credentials.setPassword(pool, sub, { ...PASSWORD })
      await storage.stores.credentials.setFailures(pool, sub, { failures: 2, lastFailureAt: NOW })
      const { password } = await storage.stores.credentials.find(pool, sub)
      assert.ok(password)
      assert.deepEqual(await lockProven(sub, password), {
        status: 'CONFIRMED',
        enabled: true,
        mfa,
        failures: { failures: 2, lastFailureAt: NOW },
      })
      const { credentials } = storage.stores
      const found = await credentials.findProven(pool, sub, password.revision)
      assert.deepEqual(found, await lockProven(sub, password))
      assert.equal(await credentials.findProven(pool, sub, ''), undefined)
    })

    test('accept a password that was just set as proven', async () => {
      const { sub } = await storedUser('just-set')
      const revision = await storage.stores.credentials.setPassword(pool, sub, PASSWORD)
      assert.equal((await storage.stores.credentials.find(pool, sub)).password?.revision, revision)
      assert.deepEqual(await lockProven(sub, { revision }), {
        status: 'CONFIRMED',
        enabled: true,
        mfa: { activated: [] },
        failures: undefined,
      })
    })

    test('show that a proven password was replaced meanwhile, or that its user was deleted', async () => {
      const user = await storedUser('overtaken')
      await storage.stores.credentials.setPassword(pool, user.sub, { ...PASSWORD })
      const { password } = await storage.stores.credentials.find(pool, user.sub)
      assert.ok(password)
      assert.ok(await lockProven(user.sub, { ...password })) // a copy works as well
      assert.equal(await lockProven(user.sub, { revision: '' }), undefined)
      const other = await storedUser('overtaker')
      await storage.stores.credentials.setPassword(pool, other.sub, { ...PASSWORD })
      assert.equal(await lockProven(other.sub, password), undefined) // another user's
      await storage.stores.credentials.setPassword(pool, user.sub, { ...PASSWORD })
      assert.equal(await lockProven(user.sub, password), undefined)
      const { password: next } = await storage.stores.credentials.find(pool, user.sub)
      assert.ok(next)
      assert.ok(await lockProven(user.sub, next))
      await storage.transaction((stores) => stores.users.delete(pool, user.sub))
      assert.equal(await lockProven(user.sub, next), undefined)
    })

    test(`lose no failure of sixteen rivals that count under a lock (${kind})`, async () => {
      const { sub } = await storedUser('counted')
      await storage.stores.credentials.setFailures(pool, sub, { failures: 1, lastFailureAt: NOW })
      const count = () =>
        storage.transaction(async (stores) => {
          const { failures } = await stores.credentials.lock(pool, sub)
          await stores.credentials.setFailures(pool, sub, {
            failures: (failures?.failures ?? 0) + 1,
            lastFailureAt: NOW,
          })
        })
      await Promise.all(Array.from({ length: 16 }, count))
      assert.equal((await storage.stores.credentials.find(pool, sub)).failures?.failures, 17)
    })

    test(`lose none either if the user has no credentials at first (${kind})`, async () => {
      const { sub } = await storedUser('counted-from-none')
      const count = () =>
        storage.transaction(async (stores) => {
          const { state } = (await stores.credentials.lockWithUser(pool, sub)) ?? assert.fail('no user')
          const failures = (state.failures?.failures ?? 0) + 1
          await stores.credentials.setFailures(pool, sub, { failures, lastFailureAt: NOW })
        })
      await Promise.all(Array.from({ length: 16 }, count))
      assert.equal((await lockWithUser(sub))?.state.failures?.failures, 16)
      assert.equal(await lockWithUser('nobody'), undefined)
    })
  })

  describe('an attempt window', () => {
    const window = { startedAt: NOW, attempts: 2 }
    const lock = (sub: string, kind: 'changePassword' | 'confirmSignUp') =>
      storage.transaction((stores) => stores.attempts.lock(pool, sub, kind))

    test('is kept for each user and kind', async () => {
      const [one, two] = [await storedUser('window-one'), await storedUser('window-two')]
      assert.equal(await lock(one.sub, 'changePassword'), undefined)
      await storage.stores.attempts.save(pool, one.sub, 'changePassword', window)
      assert.deepEqual(await lock(one.sub, 'changePassword'), window)
      assert.equal(await lock(one.sub, 'confirmSignUp'), undefined)
      assert.equal(await lock(two.sub, 'changePassword'), undefined)
    })

    test('is locked even if nothing was counted in it yet', async () => {
      const { sub } = await storedUser('window-held')
      const count = () =>
        storage.transaction(async (stores) => {
          const before = await stores.attempts.lock(pool, sub, 'confirmSignUp')
          const attempts = (before?.attempts ?? 0) + 1
          await stores.attempts.save(pool, sub, 'confirmSignUp', { startedAt: NOW, attempts })
        })
      await Promise.all(Array.from({ length: 16 }, count))
      assert.equal((await storage.stores.attempts.find(pool, sub, 'confirmSignUp'))?.attempts, 16)
    })

    test('is replaced by the next', async () => {
      const { sub } = await storedUser('window-next')
      await storage.stores.attempts.save(pool, sub, 'changePassword', window)
      const next = { startedAt: NOW + 1, attempts: 1 }
      await storage.stores.attempts.save(pool, sub, 'changePassword', next)
      assert.deepEqual(await lock(sub, 'changePassword'), next)
    })

    test('is forgotten when it opened before, and not when it opened just then', async () => {
      const { sub } = await storedUser('window-old')
      const { attempts } = storage.stores
      await attempts.deleteOlder(1) // windows that were held and never opened
      await attempts.save(pool, sub, 'changePassword', { startedAt: 1, attempts: 2 })
      await attempts.save(pool, sub, 'confirmSignUp', { startedAt: 2, attempts: 2 })
      assert.equal(await attempts.deleteOlder(2), 1)
      assert.equal(await lock(sub, 'changePassword'), undefined)
      assert.deepEqual(await lock(sub, 'confirmSignUp'), { startedAt: 2, attempts: 2 })
    })
  })
})
