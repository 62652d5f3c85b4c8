import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type { IdentityProvider } from '../../src/domain/identity-providers/identity-provider.ts'
import type { Storage } from '../../src/domain/stores.ts'
import type { Database } from '../../src/storage/driver/database.ts'
import { forEachDatabase } from '../support/databases.ts'
import { NOW, storageOn, storedPool } from './pool-of-users.ts'

const SAML = {
  metadata: {
    entityId: 'https://idp.example.com',
    singleSignOnUrl: 'https://idp.example.com/sso',
    signingCertificates: ['AAAA'],
  },
  readAt: NOW,
  encryption: { privateKey: 'a private key', certificate: 'BBBB' },
}

forEachDatabase((_, open) => {
  let database: Database
  let storage: Storage
  let pool: string

  before(async () => {
    database = await open()
    storage = await storageOn(database)
    pool = await storedPool(storage.stores)
  })

  const providers = () => storage.stores.identityProviders

  const providerOf = (name: string, change: Partial<IdentityProvider> = {}): IdentityProvider => ({
    userPoolId: pool,
    name,
    type: 'OIDC',
    details: { client_id: 'client', client_secret: 'a secret of the client' },
    attributeMapping: { username: 'sub' },
    idpIdentifiers: [],
    acrMapping: undefined,
    saml: undefined,
    createdAt: NOW,
    modifiedAt: NOW,
    ...change,
  })

  describe('a provider', () => {
    test('is read as it was stored, and another with the same name is refused', async () => {
      const full = providerOf('full', {
        type: 'SAML',
        saml: SAML,
        idpIdentifiers: ['b.example.com', 'a.example.com'],
        acrMapping: { Level1: 'ünï' },
      })
      assert.equal(await providers().insert(full), true)
      assert.equal(await providers().insert(providerOf('full', { idpIdentifiers: ['other'] })), false)
      assert.deepEqual(await providers().find(pool, 'full'), full)
      assert.equal(await providers().find(pool, 'Full'), undefined)
      assert.equal(await providers().find(await storedPool(storage.stores), 'full'), undefined)
      assert.equal(await providers().identifierOwner(pool, 'other'), undefined)
    })

    test('is changed as a whole', async () => {
      await providers().insert(providerOf('changed', { idpIdentifiers: ['one', 'two'] }))
      const changed = providerOf('changed', {
        details: { client_id: 'new' },
        attributeMapping: { email: 'mail' },
        idpIdentifiers: ['two', 'three'],
        saml: SAML,
        modifiedAt: NOW + 1,
      })
      await providers().save(changed)
      assert.deepEqual(await providers().find(pool, 'changed'), changed)
      assert.equal(await providers().identifierOwner(pool, 'one'), undefined)
      assert.equal(await providers().identifierOwner(pool, 'three'), 'changed')
    })

    test('is locked until the transaction ends', async () => {
      await providers().insert(providerOf('held', { attributeMapping: { count: '0' } }))
      const raise = () =>
        storage.transaction(async ({ identityProviders }) => {
          const held = (await identityProviders.lock(pool, 'held')) ?? assert.fail('no provider')
          const count = `${Number(held.attributeMapping.count) + 1}`
          await identityProviders.save({ ...held, attributeMapping: { count } })
        })
      await Promise.all(Array.from({ length: 16 }, raise))
      assert.equal((await providers().find(pool, 'held'))?.attributeMapping.count, '16')
    })

    test('is deleted with its identifiers, and with its pool', async () => {
      const other = await storedPool(storage.stores)
      await providers().insert(providerOf('gone', { userPoolId: other, idpIdentifiers: ['gone'] }))
      assert.equal(await providers().delete(other, 'gone'), true)
      assert.equal(await providers().delete(other, 'gone'), false)
      assert.equal(await providers().identifierOwner(other, 'gone'), undefined)
      await providers().insert(providerOf('again', { userPoolId: other, idpIdentifiers: ['gone'] }))
      await storage.stores.userPools.delete(other)
      assert.equal(await providers().find(other, 'again'), undefined)
    })

    test('keeps its secrets sealed', async () => {
      await providers().insert(providerOf('sealed', { type: 'SAML', saml: SAML }))
      const row = await database.first<Record<string, unknown>>(
        "select * from identity_providers where name = 'sealed'",
      )
      const stored = Object.values(row ?? {}).map((value) =>
        value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : `${value}`,
      )
      assert.ok(stored.length > 5)
      for (const secret of ['a secret of the client', 'a private key']) {
        assert.ok(!stored.some((value) => value.includes(secret)), secret)
      }
    })
  })

  describe('a list of providers', () => {
    test('goes by name from page to page, and counts', async () => {
      const other = await storedPool(storage.stores)
      for (const name of ['c', 'a', 'b']) await providers().insert(providerOf(name, { userPoolId: other }))
      const first = await providers().list(other, 2)
      assert.deepEqual(first, [
        { name: 'a', type: 'OIDC', createdAt: NOW, modifiedAt: NOW },
        { name: 'b', type: 'OIDC', createdAt: NOW, modifiedAt: NOW },
      ])
      assert.deepEqual(
        (await providers().list(other, 2, 'b')).map(({ name }) => name),
        ['c'],
      )
      assert.equal(await providers().countInPool(other), 3)
    })
  })

  describe('the SAML providers of an entity', () => {
    test('are found by its id within their pool', async () => {
      const other = await storedPool(storage.stores)
      const { entityId } = SAML.metadata
      const another = { ...SAML, metadata: { ...SAML.metadata, entityId: `${entityId}/2` } }
      for (const [name, saml] of [
        ['second', SAML],
        ['first', SAML],
        ['third', another],
        ['fourth', undefined],
      ] as const) {
        await providers().insert(providerOf(name, { userPoolId: other, ...(saml && { type: 'SAML', saml }) }))
      }
      assert.deepEqual(await providers().namesOfEntity(other, entityId), ['first', 'second'])
      assert.deepEqual(await providers().namesOfEntity(other, `${entityId}/2`), ['third'])
      assert.deepEqual(await providers().namesOfEntity(other, 'https://nobody.example'), [])
    })
  })

  describe('the signing key of a pool', () => {
    test('is stored once, and changes only its certificate', async () => {
      const key = { userPoolId: pool, privateKey: 'pem', certificate: 'CCCC', certifiedAt: NOW }
      assert.equal(await providers().findSigningKey(pool), undefined)
      assert.equal(await providers().insertSigningKey(key), true)
      assert.equal(await providers().insertSigningKey({ ...key, privateKey: 'other' }), false)
      assert.deepEqual(await providers().findSigningKey(pool), key)
      await providers().saveCertificate(pool, 'DDDD', NOW + 1)
      const renewed = { ...key, certificate: 'DDDD', certifiedAt: NOW + 1 }
      assert.deepEqual(await providers().findSigningKey(pool), renewed)
    })
  })
})
