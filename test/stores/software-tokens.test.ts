import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type { Storage } from '../../src/domain/stores.ts'
import { forEachDatabase } from '../support/databases.ts'
import { NOW, storageOn, storedPool, userOf } from './pool-of-users.ts'

const SECRET = Buffer.alloc(32, 1)
const OTHER = Buffer.alloc(32, 2)
const PHONE = { name: 'phone', step: 100 }
const RIVALS = 16

forEachDatabase((kind, open) => {
  let storage: Storage
  let pool: string

  before(async () => {
    storage = await storageOn(await open())
    pool = await storedPool(storage.stores)
  })

  const tokens = () => storage.stores.softwareTokens

  async function storedUser(name: string): Promise<string> {
    const user = userOf(pool, name)
    await storage.transaction((stores) => stores.users.insert(user))
    return user.sub
  }

  /** A user whose secret was verified by the code of step 100. */
  async function newHolder(name: string): Promise<{ sub: string; revision: string }> {
    const sub = await storedUser(name)
    const revision = await tokens().setPending(pool, sub, SECRET)
    assert.equal(await tokens().confirm(pool, sub, { secret: SECRET, revision }, PHONE), true)
    return { sub, revision }
  }

  const atOnce = (work: () => Promise<boolean>) => Promise.all(Array.from({ length: RIVALS }, work))
  const winners = (outcomes: readonly boolean[]) => outcomes.filter(Boolean).length

  describe('a software token', () => {
    test('is pending at first, in the place of an earlier pending one', async () => {
      const sub = await storedUser('pending')
      assert.equal(await tokens().find(pool, sub), undefined)
      const first = await tokens().setPending(pool, sub, OTHER)
      const revision = await tokens().setPending(pool, sub, SECRET)
      assert.notEqual(first, revision)
      assert.deepEqual(await tokens().find(pool, sub), {
        verified: undefined,
        pending: { secret: SECRET, revision },
      })
      assert.equal(await tokens().confirm(pool, sub, { secret: OTHER, revision: first }, PHONE), false)
      assert.equal(await tokens().findApp(pool, sub), undefined)
    })

    test('is verified with its name and step, and not pending then', async () => {
      const { sub, revision } = await newHolder('verified')
      assert.deepEqual(await tokens().find(pool, sub), {
        verified: { secret: SECRET, revision, name: 'phone', lastUsedStep: 100 },
        pending: undefined,
      })
      assert.deepEqual(await tokens().findApp(pool, sub), { revision, name: 'phone' })
    })

    test('stays until another one is verified', async () => {
      const { sub } = await newHolder('stays')
      const revision = await tokens().setPending(pool, sub, OTHER)
      const found = await tokens().find(pool, sub)
      assert.deepEqual(found?.verified?.secret, SECRET)
      assert.deepEqual(found?.pending, { secret: OTHER, revision })
      const unnamed = { name: undefined, step: 90 }
      assert.equal(await tokens().confirm(pool, sub, { secret: OTHER, revision }, unnamed), true)
      assert.deepEqual(await tokens().find(pool, sub), {
        verified: { secret: OTHER, revision, name: undefined, lastUsedStep: 90 },
        pending: undefined,
      })
    })

    test('comes from elsewhere as a verified one', async () => {
      const sub = await storedUser('moved')
      const verified = { secret: SECRET, name: undefined, lastUsedStep: 7 }
      await tokens().setVerified(pool, sub, verified)
      const found = (await tokens().find(pool, sub)) ?? assert.fail('no token')
      const { revision, ...rest } = found.verified ?? assert.fail('not verified')
      assert.deepEqual(rest, verified)
      assert.match(revision, /^[0-9a-f-]{36}$/)
      assert.equal(found.pending, undefined)
    })

    test('is deleted, also with its user', async () => {
      const { sub } = await newHolder('deleted')
      assert.equal(await tokens().delete(pool, sub), true)
      assert.equal(await tokens().delete(pool, sub), false)
      assert.equal(await tokens().find(pool, sub), undefined)
      const { sub: other } = await newHolder('deleted-user')
      await storage.transaction((stores) => stores.users.delete(pool, other))
      assert.equal(await tokens().find(pool, other), undefined)
    })

    test(`is confirmed by one of sixteen rivals (${kind})`, async () => {
      const sub = await storedUser('confirmed')
      const revision = await tokens().setPending(pool, sub, SECRET)
      const outcomes = await atOnce(() =>
        storage.transaction(({ softwareTokens }) =>
          softwareTokens.confirm(pool, sub, { secret: SECRET, revision }, PHONE),
        ),
      )
      assert.equal(winners(outcomes), 1)
    })
  })

  describe('a time step', () => {
    test('is used once, and no earlier one after it', async () => {
      const { sub, revision } = await newHolder('steps')
      assert.equal(await tokens().useStep(pool, sub, revision, 100), false)
      assert.equal(await tokens().useStep(pool, sub, revision, 102), true)
      assert.equal(await tokens().useStep(pool, sub, revision, 102), false)
      assert.equal(await tokens().useStep(pool, sub, revision, 101), false)
      assert.equal(await tokens().useStep(pool, sub, revision, 103), true)
      assert.equal((await tokens().find(pool, sub))?.verified?.lastUsedStep, 103)
    })

    test('is none of a user without a verified secret', async () => {
      const sub = await storedUser('none')
      assert.equal(await tokens().useStep(pool, sub, 'none', 1), false)
      const revision = await tokens().setPending(pool, sub, SECRET)
      assert.equal(await tokens().useStep(pool, sub, revision, 1), false)
    })

    test('is none of a secret that was replaced', async () => {
      const { sub, revision: former } = await newHolder('replaced')
      const revision = await tokens().setPending(pool, sub, OTHER)
      await tokens().confirm(pool, sub, { secret: OTHER, revision }, PHONE)
      assert.equal(await tokens().useStep(pool, sub, former, 101), false)
      assert.equal(await tokens().useStep(pool, sub, revision, 101), true)
    })

    test(`goes to one of sixteen rivals (${kind})`, async () => {
      const { sub, revision } = await newHolder('rivals')
      const outcomes = await atOnce(() =>
        storage.transaction(({ softwareTokens }) => softwareTokens.useStep(pool, sub, revision, 101)),
      )
      assert.equal(winners(outcomes), 1)
    })
  })

  describe('the settings of a user', () => {
    const CHOSEN = {
      activated: ['SMS_MFA', 'SOFTWARE_TOKEN_MFA'],
      preferred: 'SOFTWARE_TOKEN_MFA',
      smsOption: true,
    } as const

    test('come back as they were stored, and as they were saved', async () => {
      const user = userOf(pool, 'settings', { mfa: CHOSEN })
      await storage.transaction((stores) => stores.users.insert(user))
      assert.deepEqual((await storage.stores.users.find(pool, user.sub))?.mfa, CHOSEN)
      const saved = { ...user, mfa: { activated: [], passkeys: true }, modifiedAt: NOW + 1 }
      await storage.transaction((stores) => stores.users.save(saved))
      assert.deepEqual(await storage.stores.users.find(pool, user.sub), saved)
      const emptied = { ...saved, mfa: { activated: [] } }
      await storage.transaction((stores) => stores.users.save(emptied))
      assert.deepEqual(await storage.stores.users.find(pool, user.sub), emptied)
    })
  })
})
