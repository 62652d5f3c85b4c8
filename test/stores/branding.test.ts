import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { before, describe, test } from 'node:test'
import type { Asset, ManagedLoginBranding } from '../../src/domain/branding/managed-login-branding.ts'
import type { UiCustomization } from '../../src/domain/branding/ui-customization.ts'
import { requestedSettings } from '../../src/domain/clients/requested-settings.ts'
import { newClientId } from '../../src/domain/clients/user-pool-client.ts'
import type { Storage } from '../../src/domain/stores.ts'
import type { Terms } from '../../src/domain/terms/terms.ts'
import { systemEntropy } from '../../src/kernel/entropy.ts'
import { forEachDatabase } from '../support/databases.ts'
import { NOW, storageOn, storedPool } from './pool-of-users.ts'

const BYTES = new Uint8Array([1, 2, 3])

forEachDatabase((_, open) => {
  let storage: Storage
  let pool: string

  before(async () => {
    storage = await storageOn(await open())
    pool = await storedPool(storage.stores)
  })

  async function storedClient(userPoolId = pool): Promise<string> {
    const id = newClientId(systemEntropy)
    const settings = requestedSettings({})
    const client = { id, userPoolId, name: 'client', clientType: 'REGULAR', settings } as const
    await storage.stores.clients.insert({ ...client, createdAt: NOW, modifiedAt: NOW })
    return id
  }

  describe('a customization of the classic pages', () => {
    const ofClient = (clientId: string, change: Partial<UiCustomization> = {}): UiCustomization => ({
      userPoolId: pool,
      clientId,
      css: undefined,
      image: undefined,
      createdAt: NOW,
      modifiedAt: NOW,
      ...change,
    })

    test('is found for its client, and for others that of all clients', async () => {
      const { uiCustomizations } = storage.stores
      const [client, other] = [await storedClient(), await storedClient()]
      assert.equal(await uiCustomizations.findFor(pool, client), undefined)
      const own = ofClient(client, { css: '.a{}', image: BYTES })
      const general = ofClient('ALL', { css: '.b{}' })
      await uiCustomizations.save(general)
      await uiCustomizations.save(own)
      assert.equal((await uiCustomizations.findFor(pool, client))?.css, '.a{}')
      assert.deepEqual(await uiCustomizations.findFor(pool, other), general)
      assert.deepEqual(await uiCustomizations.findFor(pool, 'ALL'), general)
      assert.equal(await uiCustomizations.find(pool, other), undefined)
      const found = (await uiCustomizations.find(pool, client)) ?? assert.fail('nothing found')
      assert.deepEqual({ ...found, image: new Uint8Array(found.image ?? []) }, own)
    })

    test('is replaced, except for the date of its creation, and deleted', async () => {
      const { uiCustomizations } = storage.stores
      const client = await storedClient()
      await uiCustomizations.save(ofClient(client, { css: '.a{}', image: BYTES }))
      const later = NOW + 1
      await uiCustomizations.save(ofClient(client, { css: '.c{}', createdAt: later, modifiedAt: later }))
      const replaced = ofClient(client, { css: '.c{}', modifiedAt: later })
      assert.deepEqual(await uiCustomizations.find(pool, client), replaced)
      await uiCustomizations.delete(pool, client)
      assert.equal(await uiCustomizations.find(pool, client), undefined)
    })

    test('is listed by client, and deleted with it', async () => {
      const { clients, uiCustomizations } = storage.stores
      const other = await storedPool(storage.stores)
      const client = await storedClient(other)
      for (const id of [client, 'ALL']) await uiCustomizations.save(ofClient(id, { userPoolId: other }))
      const listed = async () => (await uiCustomizations.list(other, 10)).map(({ clientId }) => clientId)
      assert.deepEqual(await listed(), [client, 'ALL'].sort())
      assert.equal((await uiCustomizations.list(other, 1, 'ALL')).length, client > 'ALL' ? 1 : 0)
      await clients.delete(client)
      assert.deepEqual(await listed(), ['ALL'])
    })
  })

  describe('a branding of managed login', () => {
    const asset = (category: Asset['category'], bytes = BYTES): Asset => ({
      category,
      colorMode: 'LIGHT',
      extension: 'PNG',
      resourceId: undefined,
      bytes,
    })
    const brandingOf = (
      clientId: string,
      change: Partial<ManagedLoginBranding> = {},
    ): ManagedLoginBranding => ({
      id: systemEntropy.uuid(),
      userPoolId: pool,
      clientId,
      useCognitoProvidedValues: false,
      settings: { a: { b: 1 } },
      assets: [asset('PAGE_BACKGROUND'), { ...asset('FORM_LOGO'), resourceId: 'logo' }],
      createdAt: NOW,
      modifiedAt: NOW,
      ...change,
    })
    const plain = (branding: ManagedLoginBranding | undefined) =>
      branding && {
        ...branding,
        assets: branding.assets.map((found) => ({ ...found, bytes: new Uint8Array(found.bytes) })),
      }

    test('is read as it was stored, one for each client', async () => {
      const { managedLoginBrandings } = storage.stores
      const client = await storedClient()
      const branding = brandingOf(client)
      assert.equal(await managedLoginBrandings.insert(branding), true)
      assert.equal(await managedLoginBrandings.insert(brandingOf(client)), false)
      assert.deepEqual(plain(await managedLoginBrandings.find(pool, branding.id)), branding)
      assert.deepEqual(plain(await managedLoginBrandings.ofClient(client)), branding)
      assert.equal(await managedLoginBrandings.find(await storedPool(storage.stores), branding.id), undefined)
    })

    test('shows pages its style, and the bytes of an asset by their digest', async () => {
      const { managedLoginBrandings } = storage.stores
      const client = await storedClient()
      const branding = brandingOf(client, { settings: undefined, useCognitoProvidedValues: true })
      await managedLoginBrandings.insert(branding)
      const digest = createHash('sha256').update(BYTES).digest('base64url')
      const assets = branding.assets.map(({ bytes: _, ...outline }) => ({ ...outline, digest }))
      assert.deepEqual(await managedLoginBrandings.styleOfClient(client), { ...branding, assets })
      const found = await managedLoginBrandings.asset(branding.id, digest)
      assert.deepEqual(new Uint8Array(found?.bytes ?? []), BYTES)
      assert.equal(await managedLoginBrandings.asset(systemEntropy.uuid(), digest), undefined)
      assert.equal(await managedLoginBrandings.styleOfClient(await storedClient()), undefined)
    })

    test('is changed under lock, with its assets', async () => {
      const client = await storedClient()
      const branding = brandingOf(client)
      await storage.stores.managedLoginBrandings.insert(branding)
      const changed = {
        ...branding,
        settings: { c: 1 },
        assets: [asset('FAVICON_ICO', new Uint8Array([9]))],
        modifiedAt: NOW + 1,
      }
      await storage.transaction(async ({ managedLoginBrandings }) => {
        assert.deepEqual(plain(await managedLoginBrandings.lock(pool, branding.id)), branding)
        await managedLoginBrandings.save(changed)
      })
      assert.deepEqual(plain(await storage.stores.managedLoginBrandings.ofClient(client)), changed)
    })

    test('is listed, counted and deleted', async () => {
      const { managedLoginBrandings } = storage.stores
      const other = await storedPool(storage.stores)
      const made: ManagedLoginBranding[] = []
      for (let n = 0; n < 3; n++) made.push(brandingOf(await storedClient(other), { userPoolId: other }))
      for (const branding of made) await managedLoginBrandings.insert(branding)
      made.sort((a, b) => (a.id < b.id ? -1 : 1))
      const page = await managedLoginBrandings.list(other, 2)
      assert.deepEqual(page.map(plain), made.slice(0, 2))
      assert.deepEqual((await managedLoginBrandings.list(other, 2, made[1]?.id)).map(plain), made.slice(2))
      assert.equal(await managedLoginBrandings.countInPool(other), 3)
      const id = made[0]?.id ?? ''
      assert.equal(await managedLoginBrandings.delete(pool, id), false)
      assert.equal(await managedLoginBrandings.delete(other, id), true)
      assert.equal(await managedLoginBrandings.delete(other, id), false)
      await storage.stores.clients.delete(made[1]?.clientId ?? '')
      assert.equal(await managedLoginBrandings.countInPool(other), 1)
    })
  })

  describe('terms', () => {
    const termsOf = (clientId: string, change: Partial<Terms> = {}): Terms => ({
      id: systemEntropy.uuid(),
      userPoolId: pool,
      clientId,
      name: 'terms-of-use',
      links: { 'cognito:default': 'https://example.com' },
      createdAt: NOW,
      modifiedAt: NOW,
      ...change,
    })

    test('are read as they were stored, one of each name for each client', async () => {
      const { terms } = storage.stores
      const client = await storedClient()
      const [use, privacy] = [termsOf(client), termsOf(client, { name: 'privacy-policy' })]
      assert.equal(await terms.insert(use), true)
      assert.equal(await terms.insert(privacy), true)
      assert.equal(await terms.insert(termsOf(client)), false)
      assert.deepEqual(await terms.find(pool, use.id), use)
      assert.equal(await terms.find(await storedPool(storage.stores), use.id), undefined)
      assert.deepEqual(await terms.findOfClient(client, 'privacy-policy'), privacy)
      assert.deepEqual(await terms.ofClient(client), [privacy, use])
    })

    test('are changed under lock', async () => {
      const document = termsOf(await storedClient())
      await storage.stores.terms.insert(document)
      const changed: Terms = { ...document, name: 'privacy-policy', links: {}, modifiedAt: NOW + 1 }
      await storage.transaction(async ({ terms }) => {
        assert.deepEqual(await terms.lock(pool, document.id), document)
        await terms.save(changed)
      })
      assert.deepEqual(await storage.stores.terms.find(pool, document.id), changed)
    })

    test('are listed, counted and deleted', async () => {
      const { terms } = storage.stores
      const other = await storedPool(storage.stores)
      const made: Terms[] = []
      for (let n = 0; n < 3; n++) made.push(termsOf(await storedClient(other), { userPoolId: other }))
      for (const document of made) await terms.insert(document)
      made.sort((a, b) => (a.id < b.id ? -1 : 1))
      assert.deepEqual(await terms.list(other, 2), made.slice(0, 2))
      assert.deepEqual(await terms.list(other, 2, made[1]?.id), made.slice(2))
      assert.equal(await terms.countInPool(other), 3)
      const id = made[0]?.id ?? ''
      assert.equal(await terms.delete(pool, id), false)
      assert.equal(await terms.delete(other, id), true)
      assert.equal(await terms.delete(other, id), false)
    })
  })
})
