import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type { Storage } from '../../src/domain/stores.ts'
import type { CodeTarget, VerificationCode } from '../../src/domain/users/verification-code.ts'
import { forEachDatabase } from '../support/databases.ts'
import { NOW, storageOn, storedPool, userOf } from './pool-of-users.ts'

const code = (seed: number, expiresAt = NOW): VerificationCode => ({
  digest: Buffer.alloc(32, seed),
  expiresAt,
  mismatches: 0,
})

forEachDatabase((kind, open) => {
  let storage: Storage
  let target: CodeTarget

  before(async () => {
    storage = await storageOn(await open())
    const pool = await storedPool(storage.stores)
    const user = userOf(pool, 'user')
    await storage.transaction((stores) => stores.users.insert(user))
    target = { purpose: 'attribute', userPoolId: pool, sub: user.sub, subject: 'email' }
  })

  const codes = () => storage.stores.verificationCodes

  describe('a verification code', () => {
    test('comes back as it was stored, for its own target only', async () => {
      await codes().put(target, code(1))
      assert.deepEqual(await codes().find(target), code(1))
      assert.equal(await codes().find({ ...target, subject: 'phone_number' }), undefined)
      assert.equal(await codes().find({ ...target, purpose: 'sign-up' }), undefined)
    })

    test('takes the place of an earlier one and its mismatches', async () => {
      await codes().put(target, code(1))
      await codes().countMismatch(target)
      assert.equal((await codes().find(target))?.mismatches, 1)
      await codes().put(target, code(2))
      assert.deepEqual(await codes().find(target), code(2))
      assert.equal(await codes().consume(target, code(1)), false)
    })

    test('is used up at once', async () => {
      await codes().put(target, code(1))
      assert.equal(await codes().consume(target, code(1)), true)
      assert.equal(await codes().consume(target, code(1)), false)
      assert.equal(await codes().find(target), undefined)
    })

    test('is deleted once it has expired', async () => {
      const later = { ...target, subject: 'phone_number' }
      await codes().put(target, code(1, NOW - 1))
      await codes().put(later, code(2, NOW))
      assert.equal(await codes().deleteExpired(NOW), 1)
      assert.equal(await codes().find(target), undefined)
      assert.deepEqual(await codes().find(later), code(2, NOW))
    })

    test(`counts every mismatch of sixteen rivals (${kind})`, async () => {
      await codes().put(target, code(1))
      await Promise.all(Array.from({ length: 16 }, () => codes().countMismatch(target)))
      assert.equal((await codes().find(target))?.mismatches, 16)
    })

    test(`is told true to one of sixteen rivals (${kind})`, async () => {
      await codes().put(target, code(1))
      const outcomes = await Promise.all(
        Array.from({ length: 16 }, () =>
          storage.transaction((stores) => stores.verificationCodes.consume(target, code(1))),
        ),
      )
      assert.equal(outcomes.filter(Boolean).length, 1)
    })
  })

  describe('a consumed token', () => {
    const tokens = () => storage.stores.consumedTokens
    const token = (id: string, expiresAt = NOW) => ({ id, expiresAt })

    test('can be used once', async () => {
      assert.equal(await tokens().isConsumed(token('once')), false)
      assert.equal(await tokens().consume(token('once')), true)
      assert.equal(await tokens().consume(token('once')), false)
      assert.equal(await tokens().isConsumed(token('once')), true)
    })

    test('is forgotten once it would have expired', async () => {
      await tokens().deleteExpired(NOW + 1)
      await tokens().consume(token('early', NOW - 1))
      await tokens().consume(token('late'))
      assert.equal(await tokens().deleteExpired(NOW), 1)
      assert.equal(await tokens().isConsumed(token('early', NOW - 1)), false)
      assert.equal(await tokens().isConsumed(token('late')), true)
    })

    test('is not used up by a transaction that fails', async () => {
      const failing = storage.transaction(async (stores) => {
        assert.equal(await stores.consumedTokens.consume(token('undone')), true)
        throw new Error('no')
      })
      await assert.rejects(failing, /no/)
      assert.equal(await tokens().consume(token('undone')), true)
    })

    test(`goes to one of sixteen rivals (${kind})`, async () => {
      const outcomes = await Promise.all(
        Array.from({ length: 16 }, () =>
          storage.transaction((stores) => stores.consumedTokens.consume(token('rivals'))),
        ),
      )
      assert.equal(outcomes.filter(Boolean).length, 1)
    })
  })
})
