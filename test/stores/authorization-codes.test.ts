import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type { AuthorizationCode } from '../../src/domain/authorization-codes/authorization-code.ts'
import { requestedSettings } from '../../src/domain/clients/requested-settings.ts'
import type { Storage } from '../../src/domain/stores.ts'
import { forEachDatabase } from '../support/databases.ts'
import { NOW, storageOn, storedPool, userOf } from './pool-of-users.ts'

const RIVALS = 16

forEachDatabase((_, open) => {
  let storage: Storage
  let pool: string
  let made = 0

  before(async () => {
    storage = await storageOn(await open())
    pool = await storedPool(storage.stores)
  })

  async function storedCode(change: Partial<AuthorizationCode> = {}): Promise<AuthorizationCode> {
    const user = userOf(pool, `user ${made}`)
    const clientId = `client${made++}`
    await storage.stores.users.insert(user)
    await storage.stores.clients.insert({
      id: clientId,
      userPoolId: pool,
      name: 'c',
      clientType: 'REGULAR',
      settings: JSON.parse(JSON.stringify(requestedSettings({}))),
      createdAt: NOW,
      modifiedAt: NOW,
    })
    const code: AuthorizationCode = {
      digest: `digest of ${clientId}`,
      userPoolId: pool,
      clientId,
      sub: user.sub,
      grant: { redirectUri: 'https://app.example', scope: 'openid', nonce: 'n', authTime: NOW, eventId: 'e' },
      expiresAt: NOW + 1000,
      ...change,
    }
    await storage.stores.authorizationCodes.insert(code)
    return code
  }

  const present = (code: AuthorizationCode) => ({ ...code, consumedAt: undefined, familyId: undefined })

  describe('an authorization code', () => {
    test('comes back as it was stored', async () => {
      const code = await storedCode()
      assert.deepEqual(await storage.stores.authorizationCodes.find(code.digest), present(code))
      assert.equal(await storage.stores.authorizationCodes.find('another'), undefined)
    })

    test('is consumed by one of sixteen rivals, and says what it gave', async () => {
      const { digest } = await storedCode()
      const rivals = Array.from({ length: RIVALS }, (_, rival) =>
        storage.transaction((stores) =>
          stores.authorizationCodes.consume(digest, NOW + rival, `family ${rival}`),
        ),
      )
      const results = await Promise.all(rivals)
      assert.equal(results.filter(Boolean).length, 1)
      const winner = results.indexOf(true)
      const { consumedAt, familyId } = (await storage.stores.authorizationCodes.find(digest)) ?? {}
      assert.deepEqual([consumedAt, familyId], [NOW + winner, `family ${winner}`])
      assert.equal(await storage.stores.authorizationCodes.consume(digest, NOW, undefined), false)
    })

    test('is deleted with the others of its user that were not redeemed', async () => {
      const { authorizationCodes } = storage.stores
      const [unspent, spent, another] = [await storedCode(), await storedCode(), await storedCode()]
      await authorizationCodes.consume(spent.digest, NOW, 'family')
      await authorizationCodes.deleteUnspent(unspent)
      await authorizationCodes.deleteUnspent(spent)
      assert.equal(await authorizationCodes.find(unspent.digest), undefined)
      assert.equal((await authorizationCodes.find(spent.digest))?.familyId, 'family')
      assert.deepEqual(await authorizationCodes.find(another.digest), present(another))
    })

    test('may be consumed for nothing', async () => {
      const { digest } = await storedCode()
      assert.equal(await storage.stores.authorizationCodes.consume(digest, NOW, undefined), true)
      const { consumedAt, familyId } = (await storage.stores.authorizationCodes.find(digest)) ?? {}
      assert.deepEqual([consumedAt, familyId], [NOW, undefined])
    })

    test('is deleted after its time, with its user and with its client', async () => {
      const { authorizationCodes, users, clients } = storage.stores
      const [old, young] = [await storedCode({ expiresAt: NOW - 1 }), await storedCode()]
      const [ofUser, ofClient] = [await storedCode(), await storedCode()]
      assert.equal(await authorizationCodes.deleteExpired(NOW), 1)
      assert.equal(await authorizationCodes.find(old.digest), undefined)
      await users.delete(pool, ofUser.sub)
      assert.equal(await authorizationCodes.find(ofUser.digest), undefined)
      await clients.delete(ofClient.clientId)
      assert.equal(await authorizationCodes.find(ofClient.digest), undefined)
      assert.deepEqual(await authorizationCodes.find(young.digest), present(young))
    })
  })
})
