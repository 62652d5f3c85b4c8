import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type { Passkey } from '../../src/domain/passkeys/passkey.ts'
import type { PasskeyRegistration } from '../../src/domain/passkeys/passkey-registration.ts'
import type { Storage } from '../../src/domain/stores.ts'
import { forEachDatabase } from '../support/databases.ts'
import { NOW, storageOn, storedPool, userOf } from './pool-of-users.ts'

const RIVALS = 16

forEachDatabase((kind, open) => {
  let storage: Storage
  let pool: string

  before(async () => {
    storage = await storageOn(await open())
    pool = await storedPool(storage.stores)
  })

  let users = 0
  async function storedUser() {
    const user = userOf(pool, `user ${users++}`)
    await storage.stores.users.insert(user)
    return user
  }

  const passkeyOf = (sub: string, credentialId: string, change: Partial<Passkey> = {}): Passkey => ({
    userPoolId: pool,
    sub,
    credentialId,
    relyingPartyId: 'auth.example.com',
    publicKey: new Uint8Array([1, 2, 3]),
    counter: 7,
    isBackupEligible: true,
    isBackedUp: false,
    attachment: 'platform',
    transports: ['internal', 'hybrid'],
    aaguid: 'fbfc3007-154e-4ecc-8c0b-6e020557d7bd',
    friendlyName: 'iCloud Keychain',
    createdAt: NOW,
    ...change,
  })

  const plain = (passkey: Passkey | undefined) =>
    passkey && { ...passkey, publicKey: Buffer.from(passkey.publicKey).toString('hex') }

  /** How many of sixteen transactions at once get true. */
  async function winners(work: (stores: Storage['stores']) => Promise<boolean>): Promise<number> {
    const rivals = Array.from({ length: RIVALS }, () => storage.transaction(work))
    return (await Promise.all(rivals)).filter(Boolean).length
  }

  describe('a passkey', () => {
    test('comes back as it was stored, for its own user only', async () => {
      const { passkeys } = storage.stores
      const [user, other] = [await storedUser(), await storedUser()]
      const bare = passkeyOf(user.sub, 'bare', { attachment: undefined, transports: [] })
      for (const passkey of [passkeyOf(user.sub, 'whole'), bare]) {
        assert.equal(await passkeys.insert(passkey), true)
        assert.deepEqual(plain(await passkeys.find(pool, user.sub, passkey.credentialId)), plain(passkey))
        assert.equal(await passkeys.find(pool, other.sub, passkey.credentialId), undefined)
      }
      assert.equal(await passkeys.count(pool, user.sub), 2)
      assert.equal(await passkeys.count(pool, other.sub), 0)
    })

    test('is stored once in a pool, whoever has it', async () => {
      const { passkeys } = storage.stores
      const [user, other] = [await storedUser(), await storedUser()]
      assert.equal(await passkeys.insert(passkeyOf(user.sub, 'single')), true)
      assert.equal(await passkeys.insert(passkeyOf(user.sub, 'single')), false)
      assert.equal(await passkeys.insert(passkeyOf(other.sub, 'single')), false)
      const elsewhere = userOf(await storedPool(storage.stores), 'user')
      await storage.stores.users.insert(elsewhere)
      const { userPoolId, sub } = elsewhere
      assert.equal(await passkeys.insert(passkeyOf(sub, 'single', { userPoolId })), true)
    })

    test('is listed in the order of creation, and of the id within a moment', async () => {
      const { passkeys } = storage.stores
      const { sub } = await storedUser()
      const places = [
        ['b', NOW],
        ['a', NOW + 1],
        ['B', NOW],
      ] as const
      for (const [id, createdAt] of places)
        await passkeys.insert(passkeyOf(sub, `${id} listed`, { createdAt }))
      const ids = (page: readonly Passkey[]) => page.map(({ credentialId }) => credentialId[0])
      assert.deepEqual(ids(await passkeys.list(pool, sub, 5)), ['B', 'b', 'a'])
      assert.deepEqual(ids(await passkeys.list(pool, sub, 1)), ['B'])
      assert.deepEqual(ids(await passkeys.list(pool, sub, 5, [NOW, 'B listed'])), ['b', 'a'])
      assert.deepEqual(ids(await passkeys.list(pool, sub, 5, [NOW + 1, 'a listed'])), [])
    })

    test('keeps what its use reported, unless another use came first', async () => {
      const { passkeys } = storage.stores
      const { sub } = await storedUser()
      const passkey = passkeyOf(sub, 'used')
      await passkeys.insert(passkey)
      assert.equal(await passkeys.noteUse(passkey, { counter: 8, isBackedUp: true }), true)
      assert.equal(await passkeys.noteUse(passkey, { counter: 9, isBackedUp: false }), false)
      const { counter, isBackedUp } = (await passkeys.find(pool, sub, 'used')) ?? assert.fail('none')
      assert.deepEqual([counter, isBackedUp], [8, true])
    })

    test(`counts on for one of sixteen rivals (${kind})`, async () => {
      const { sub } = await storedUser()
      const passkey = passkeyOf(sub, 'counted')
      await storage.stores.passkeys.insert(passkey)
      const use = { counter: 8, isBackedUp: false }
      assert.equal(await winners((stores) => stores.passkeys.noteUse(passkey, use)), 1)
    })

    test('is deleted by its user, or with the user', async () => {
      const { passkeys } = storage.stores
      const [user, other] = [await storedUser(), await storedUser()]
      for (const id of ['first to go', 'second to go']) await passkeys.insert(passkeyOf(user.sub, id))
      assert.equal(await passkeys.delete(pool, other.sub, 'first to go'), false)
      assert.equal(await passkeys.delete(pool, user.sub, 'first to go'), true)
      assert.equal(await passkeys.delete(pool, user.sub, 'first to go'), false)
      await storage.transaction((stores) => stores.users.delete(pool, user.sub))
      assert.equal(await passkeys.find(pool, user.sub, 'second to go'), undefined)
    })
  })

  describe('the registration of a passkey', () => {
    const registrationOf = (sub: string, seed: number, expiresAt = NOW): PasskeyRegistration => ({
      userPoolId: pool,
      sub,
      clientId: 'client',
      challengeDigest: Buffer.alloc(32, seed),
      expiresAt,
    })
    const registrations = () => storage.stores.passkeyRegistrations
    const digestOf = async (sub: string) => (await registrations().find(pool, sub))?.challengeDigest[0]

    test('comes back as it was stored, and gives way to a later one', async () => {
      const { sub } = await storedUser()
      await registrations().put(registrationOf(sub, 1))
      const { clientId, expiresAt } = (await registrations().find(pool, sub)) ?? assert.fail('none')
      assert.deepEqual([clientId, expiresAt, await digestOf(sub)], ['client', NOW, 1])
      await registrations().put({ ...registrationOf(sub, 2, NOW + 1), clientId: 'other' })
      const later = (await registrations().find(pool, sub)) ?? assert.fail('none')
      assert.deepEqual([later.clientId, later.expiresAt, await digestOf(sub)], ['other', NOW + 1, 2])
      assert.equal(await registrations().consume(registrationOf(sub, 1)), false)
      assert.equal(await registrations().consume(registrationOf(sub, 2)), true)
      assert.equal(await registrations().find(pool, sub), undefined)
    })

    test('is deleted once it has expired', async () => {
      const [early, late] = [await storedUser(), await storedUser()]
      await registrations().put(registrationOf(early.sub, 1, NOW - 1))
      await registrations().put(registrationOf(late.sub, 2, NOW))
      assert.equal(await registrations().deleteExpired(NOW), 1)
      assert.deepEqual([await digestOf(early.sub), await digestOf(late.sub)], [undefined, 2])
    })

    test(`goes to one of sixteen rivals (${kind})`, async () => {
      const { sub } = await storedUser()
      const registration = registrationOf(sub, 3)
      await registrations().put(registration)
      assert.equal(await winners((stores) => stores.passkeyRegistrations.consume(registration)), 1)
    })
  })
})
