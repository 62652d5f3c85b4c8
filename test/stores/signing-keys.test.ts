import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type { Storage } from '../../src/domain/stores.ts'
import { rotateSigningKeys } from '../../src/domain/tokens/rotate-signing-keys.ts'
import { newSigningKey, type SigningKey, TOKEN_USES } from '../../src/domain/tokens/signing-key.ts'
import { tokenKeys } from '../../src/domain/tokens/token-keys.ts'
import { newRsaKeyPair, type RsaKeyPair } from '../../src/kernel/cryptography/rsa-key-pair.ts'
import type { Database } from '../../src/storage/driver/database.ts'
import { forEachDatabase } from '../support/databases.ts'
import { fewKeyPairs } from '../support/key-pairs.ts'
import { NOW, storageOn, storedPool } from './pool-of-users.ts'

const NODES = 4

let pairs: RsaKeyPair[]
/** One for each node and use: if two nodes kept different keys, they would have different ids. */
let distinct: RsaKeyPair[]
before(async () => {
  distinct = await Promise.all(Array.from({ length: NODES * TOKEN_USES.length }, newRsaKeyPair))
  pairs = [await fewKeyPairs(), await fewKeyPairs(), await fewKeyPairs()]
})

function pair(i: number): RsaKeyPair {
  return pairs[i] ?? assert.fail('no such pair')
}

forEachDatabase((_kind, open) => {
  let database: Database
  let storage: Storage
  let pool: string

  before(async () => {
    database = await open()
    storage = await storageOn(database)
    pool = await storedPool(storage.stores)
  })

  const keys = () => storage.stores.signingKeys
  const key = (i: number, use: SigningKey['use'] = 'id', createdAt = NOW) =>
    newSigningKey(pool, use, pair(i), createdAt)

  describe('the keys of a pool', () => {
    test('are one for each use, whoever comes first', async () => {
      const access = key(1, 'access', NOW + 1)
      assert.equal(await keys().insertIfAbsent(key(0)), true)
      assert.equal(await keys().insertIfAbsent(key(2)), false)
      assert.equal(await keys().insertIfAbsent(access), true)
      assert.deepEqual(
        await keys().list(pool),
        [access, key(0)].map((k) => ({ ...k, retiredAt: undefined })),
      )
    })

    test('make room for others when they retire, and are forgotten later', async () => {
      await keys().retireAll(pool, NOW + 10)
      assert.equal(await keys().insertIfAbsent(key(2, 'id', NOW + 10)), true)
      const retired = (await keys().list(pool)).filter(({ retiredAt }) => retiredAt === NOW + 10)
      assert.equal(retired.length, 2)
      assert.equal(await keys().deleteRetiredBefore(NOW + 10), 0)
      assert.equal(await keys().deleteRetiredBefore(NOW + 11), 2)
      assert.deepEqual(
        (await keys().list(pool)).map(({ id }) => id),
        [key(2).id],
      )
    })

    test('are sealed in the database', async () => {
      const rows = await database.all<{ sealed_private_key: Buffer }>(
        'select sealed_private_key from signing_keys',
      )
      assert.ok(rows.length > 0)
      for (const { sealed_private_key: sealed } of rows) {
        assert.equal(sealed.includes('PRIVATE KEY'), false)
        assert.equal(sealed.includes(pair(2).privateKey.slice(60, 100)), false)
      }
    })

    test('go with the pool', async () => {
      const other = await storedPool(storage.stores)
      await keys().insertIfAbsent(newSigningKey(other, 'id', pair(0), NOW))
      await storage.stores.userPools.delete(other)
      assert.deepEqual(await keys().list(other), [])
    })
  })

  describe('nodes', () => {
    test('that create the keys of a pool concurrently agree on the same ones', async () => {
      const another = await storedPool(storage.stores)
      const unused = [...distinct]
      const next = async () => unused.pop() ?? assert.fail('more pairs than nodes and uses')
      const nodes = Array.from({ length: NODES }, () => tokenKeys(storage, next))
      const signedBy = (use: SigningKey['use']) =>
        Promise.all(nodes.map((node) => node.sign(another, use, {}, NOW)))
      for (const tokens of await Promise.all([signedBy('id'), signedBy('access')])) {
        assert.equal(new Set(tokens.map((token) => token.split('.')[0])).size, 1)
      }
      assert.equal((await keys().list(another)).length, 2)
    })

    test('follow a rotation within a minute, and know a new key immediately', async () => {
      const another = await storedPool(storage.stores)
      const [rotating, lagging] = [tokenKeys(storage, fewKeyPairs), tokenKeys(storage, fewKeyPairs)]
      const kidOf = (token: string) =>
        JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()).kid as string
      const old = kidOf(await lagging.sign(another, 'access', {}, NOW))
      await rotateSigningKeys(storage, fewKeyPairs, another, NOW + 10_000)
      const young = kidOf(await rotating.sign(another, 'access', {}, NOW + 10_000))
      assert.notEqual(young, old)
      assert.equal(kidOf(await lagging.sign(another, 'access', {}, NOW + 10_000)), old)
      assert.ok(await lagging.find(another, 'access', young, NOW + 10_000))
      assert.equal(kidOf(await lagging.sign(another, 'access', {}, NOW + 60_000)), young)
      assert.ok(await rotating.find(another, 'access', old, NOW + 10_000))
      assert.equal(await rotating.find(another, 'id', young, NOW + 10_000), undefined)
    })

    test('create no keys for a pool that does not exist, however often they are asked', async () => {
      const node = tokenKeys(storage, () => assert.fail('a key was made'))
      assert.equal(await node.find('us-east-1_nobody', 'access', 'kid', NOW), undefined)
    })
  })
})
