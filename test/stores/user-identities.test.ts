import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type { Storage } from '../../src/domain/stores.ts'
import type { UserIdentity } from '../../src/domain/user-identities/user-identity.ts'
import { forEachDatabase } from '../support/databases.ts'
import { NOW, storageOn, storedPool, userOf } from './pool-of-users.ts'

forEachDatabase((_, open) => {
  let storage: Storage
  let pool: string

  before(async () => {
    storage = await storageOn(await open())
    pool = await storedPool(storage.stores)
  })

  const identities = () => storage.stores.userIdentities

  async function storedUser(username: string): Promise<string> {
    const user = userOf(pool, username)
    await storage.transaction((stores) => stores.users.insert(user))
    return user.sub
  }

  const identityOf = (sub: string, subject: string, change: Partial<UserIdentity> = {}): UserIdentity => ({
    userPoolId: pool,
    providerName: 'Okta',
    attributeName: 'Cognito_Subject',
    attributeValue: subject,
    sub,
    providerType: 'OIDC',
    issuer: undefined,
    primary: false,
    createdAt: NOW,
    ...change,
  })

  describe('an identity', () => {
    test('is read as it was stored, and belongs to one user', async () => {
      const [first, second] = [await storedUser('first'), await storedUser('second')]
      const identity = identityOf(first, 'Subject', { issuer: 'https://idp.example.com', primary: true })
      assert.equal(await identities().insert(identity), true)
      assert.equal(await identities().insert(identityOf(second, 'Subject')), false)
      assert.deepEqual(await identities().find(identity), identity)
      for (const other of [
        identityOf(first, 'subject'),
        identityOf(first, 'Subject', { providerName: 'okta' }),
        identityOf(first, 'Subject', { attributeName: 'email' }),
        identityOf(first, 'Subject', { userPoolId: await storedPool(storage.stores) }),
      ]) {
        assert.equal(await identities().find(other), undefined)
      }
    })

    test('takes a subject once, and none that is taken', async () => {
      const sub = await storedUser('changing')
      const linked = identityOf(sub, 'a@example.com', { attributeName: 'email' })
      await identities().insert(linked)
      await identities().insert(identityOf(sub, 'taken'))
      assert.equal(await identities().setSubject(linked, identityOf(sub, 'taken')), false)
      assert.equal(await identities().setSubject(linked, identityOf(sub, 'own')), true)
      assert.equal(await identities().find(linked), undefined)
      assert.deepEqual(await identities().find(identityOf(sub, 'own')), identityOf(sub, 'own'))
      assert.equal(await identities().setSubject(linked, identityOf(sub, 'late')), false)
    })

    test('is deleted alone, and with its user', async () => {
      const sub = await storedUser('leaving')
      await identities().insert(identityOf(sub, 'alone'))
      await identities().insert(identityOf(sub, 'with-user'))
      await identities().delete(identityOf(sub, 'alone'))
      assert.equal(await identities().find(identityOf(sub, 'alone')), undefined)
      await storage.transaction((stores) => stores.users.delete(pool, sub))
      assert.equal(await identities().find(identityOf(sub, 'with-user')), undefined)
    })
  })

  describe('the identities of a user', () => {
    test('are listed with the primary one first, then by age', async () => {
      const sub = await storedUser('many')
      const young = identityOf(sub, 'young', { createdAt: NOW + 2 })
      const old = identityOf(sub, 'old', { createdAt: NOW + 1 })
      const primary = identityOf(sub, 'primary', { primary: true, createdAt: NOW + 3 })
      for (const identity of [young, primary, old]) await identities().insert(identity)
      assert.deepEqual(await identities().listForUser(pool, sub), [primary, old, young])
      assert.deepEqual(await identities().listForUser(pool, await storedUser('none')), [])
    })
  })

  describe('the attributes that identities go by', () => {
    test('are named once, up to a limit', async () => {
      const sub = await storedUser('names')
      const named = (attributeName: string, value: string) =>
        identities().insert(identityOf(sub, value, { providerName: 'Named', attributeName }))
      await named('email', 'a@example.com')
      await named('name', 'a')
      await named('Cognito_Subject', 'a')
      await named('email', 'b@example.com')
      assert.deepEqual(await identities().attributeNames(pool, 'Named', 5), [
        'Cognito_Subject',
        'email',
        'name',
      ])
      assert.deepEqual(await identities().attributeNames(pool, 'Named', 2), ['Cognito_Subject', 'email'])
      assert.deepEqual(await identities().attributeNames(pool, 'Nobody', 5), [])
    })
  })
})
