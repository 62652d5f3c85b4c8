import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type { CodeTarget, VerificationCode } from '../../src/domain/codes/verification-code.ts'
import type { Storage } from '../../src/domain/stores.ts'
import { forEachDatabase } from '../support/databases.ts'
import { NOW, storageOn, storedPool, userOf } from './pool-of-users.ts'

const CONTACT = { attribute: 'email', value: 'jane doe@example.com' } as const

const code = (seed: number, expiresAt = NOW): VerificationCode => ({
  contact: CONTACT,
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

  /** Gives the user another password, even if it is the same again. */
  const setPassword = () =>
    storage.stores.credentials.setPassword(target.userPoolId, target.sub, {
      current: { salt: Buffer.alloc(16), verifier: Buffer.alloc(384) },
      former: [],
      setAt: NOW,
    })

  describe('a verification code', () => {
    test('is read as it was stored, for its own target only', async () => {
      await codes().put(target, code(1))
      assert.deepEqual(await codes().find(target), code(1))
      assert.equal(await codes().find({ ...target, subject: 'phone_number' }), undefined)
      assert.equal(await codes().find({ ...target, purpose: 'sign-up' }), undefined)
    })

    test('replaces an earlier one and its mismatches', async () => {
      await codes().put(target, code(1))
      await codes().countMismatch(target)
      assert.equal((await codes().find(target))?.mismatches, 1)
      await codes().put(target, code(2))
      assert.deepEqual(await codes().find(target), code(2))
      assert.equal(await codes().consume(target, code(1)), false)
    })

    test('is used up immediately', async () => {
      await codes().put(target, code(1))
      assert.equal(await codes().consume(target, code(1)), true)
      assert.equal(await codes().consume(target, code(1)), false)
      assert.equal(await codes().find(target), undefined)
    })

    test('is void once the user has another password, the first one or the next', async () => {
      for (let passwords = 0; passwords < 3; passwords++) {
        await codes().put(target, code(1))
        assert.deepEqual(await codes().find(target), code(1))
        await setPassword()
        assert.equal(await codes().find(target), undefined)
        assert.equal(await codes().consume(target, code(1)), false)
      }
      await codes().put(target, code(2))
      await storage.stores.credentials.setFailures(target.userPoolId, target.sub, {
        failures: 1,
        lastFailureAt: NOW,
      })
      assert.equal(await codes().consume(target, code(2)), true)
    })

    test('is void once the password was removed, and stays so with the next', async () => {
      await codes().put(target, code(1))
      await storage.stores.credentials.setPassword(target.userPoolId, target.sub, undefined)
      assert.equal(await codes().find(target), undefined)
      await setPassword()
      assert.equal(await codes().find(target), undefined)
    })

    test('is deleted with all that went to the same contact of the user', async () => {
      const reset: CodeTarget = { ...target, purpose: 'password-reset', subject: undefined }
      const toPhone = { attribute: 'phone_number', value: '+15555550100' } as const
      const text: CodeTarget = { ...target, subject: 'phone_number' }
      const other = userOf(target.userPoolId, 'other')
      await storage.stores.users.insert(other)
      await codes().put(target, code(1))
      await codes().put(reset, code(2))
      await codes().put(text, { ...code(3), contact: toPhone })
      await codes().put({ ...target, sub: other.sub }, code(4))
      await codes().deleteSentTo(target.userPoolId, target.sub, CONTACT)
      assert.equal(await codes().find(target), undefined)
      assert.equal(await codes().find(reset), undefined)
      assert.deepEqual((await codes().find(text))?.contact, toPhone)
      assert.deepEqual(await codes().find({ ...target, sub: other.sub }), code(4))
      await codes().deleteSentTo(target.userPoolId, target.sub, toPhone)
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

    test(`is used up for one of sixteen rivals (${kind})`, async () => {
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
