import assert from 'node:assert/strict'
import { createSecretKey } from 'node:crypto'
import { before, describe, test } from 'node:test'
import type { BrowserSession } from '../../src/domain/browser-sessions/browser-session.ts'
import type { Storage } from '../../src/domain/stores.ts'
import { systemEntropy } from '../../src/kernel/entropy.ts'
import type { Database } from '../../src/storage/driver/database.ts'
import { browserSessionStore } from '../../src/storage/stores/oauth/browser-sessions.ts'
import { openVault } from '../../src/storage/vault.ts'
import { forEachDatabase } from '../support/databases.ts'
import { deviceOf, NOW, storageOn, storedPool, userOf } from './pool-of-users.ts'
import { walksIndexes } from './query-plans.ts'

const RIVALS = 16
const VAULT = openVault(createSecretKey(Buffer.alloc(32, 1)), systemEntropy)
const SSO = {
  id: 'sso1',
  clientId: 'client',
  lastActiveAt: NOW,
  deviceType: 'Chrome 1',
  ipAddress: '::1',
} as const
const ASSURANCE = { level: 4, amr: ['pwd', 'otp', 'mfa'] } as const

forEachDatabase((_, open) => {
  let database: Database
  let storage: Storage
  let pool: string
  let made = 0

  before(async () => {
    database = await open()
    storage = await storageOn(database)
    pool = await storedPool(storage.stores)
  })

  async function storedSession(change: Partial<BrowserSession> = {}): Promise<BrowserSession> {
    const user = userOf(pool, `user ${made++}`)
    await storage.stores.users.insert(user)
    const session: BrowserSession = {
      digest: `digest of ${user.sub}`,
      userPoolId: pool,
      sub: user.sub,
      domain: 'shop',
      passwordRevision: 'r1',
      authTime: NOW,
      expiresAt: NOW + 1000,
      ...change,
    }
    await storage.stores.browserSessions.insert(session)
    return session
  }

  describe('the session of a browser', () => {
    test('comes back as it was stored', async () => {
      const { browserSessions } = storage.stores
      const [session, other] = [
        await storedSession({ deviceKey: 'us-east-1_d1' }),
        await storedSession({ passwordRevision: null, assurance: ASSURANCE, provider: 'Idp' }),
      ]
      assert.deepEqual(await browserSessions.find(session.digest), session)
      assert.deepEqual(await browserSessions.find(other.digest), other)
      assert.equal(await browserSessions.find('another'), undefined)
    })

    test('becomes a device by one of sixteen rivals, and not once it has ended', async () => {
      const { browserSessions } = storage.stores
      const { digest } = await storedSession()
      const rivals = Array.from({ length: RIVALS }, (_, index) =>
        storage.transaction((stores) => stores.browserSessions.setDevice(digest, `key-${index}`)),
      )
      const winners = (await Promise.all(rivals)).flatMap((won, index) => (won ? [`key-${index}`] : []))
      assert.equal(winners.length, 1)
      assert.equal((await browserSessions.find(digest))?.deviceKey, winners[0])
      assert.equal(await browserSessions.setDevice('another', 'key'), false)
    })

    test('is found by its user at the provider, whose name is sealed', async () => {
      const { browserSessions } = storage.stores
      const atProvider = {
        provider: 'Idp',
        nameId: {
          value: 'jane at the provider',
          format: 'persistent',
          nameQualifier: 'q',
          spNameQualifier: 's',
        },
        sessionIndex: 'index of the session',
      }
      const session = await storedSession({ atProvider })
      const other = await storedSession({ atProvider: { ...atProvider, nameId: { value: 'kim' } } })
      await storedSession({ atProvider: { ...atProvider, provider: 'Other' } })
      assert.deepEqual(await browserSessions.find(session.digest), session)
      assert.deepEqual(await browserSessions.ofProviderSubject(pool, 'Idp', 'jane at the provider'), [
        session,
      ])
      assert.deepEqual(await browserSessions.ofProviderSubject(pool, 'Idp', 'kim'), [other])
      const elsewhere = await storedPool(storage.stores)
      assert.deepEqual(await browserSessions.ofProviderSubject(elsewhere, 'Idp', 'kim'), [])
      const row = await database.first<Record<string, unknown>>(
        'select * from browser_sessions where digest = $1',
        session.digest,
      )
      const stored = Object.values(row ?? {}).map((value) =>
        value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : `${value}`,
      )
      for (const secret of ['jane at the provider', 'index of the session']) {
        assert.ok(!stored.some((value) => value.includes(secret)), secret)
      }
    })

    test('is found by its user at the provider without reading all others', async () => {
      await walksIndexes(database, 'browser_sessions', (queries) =>
        browserSessionStore(queries, VAULT).ofProviderSubject(pool, 'Idp', 'jane'),
      )
    })

    test('is listed among those of its user that are tracked, the last active one first', async () => {
      const { browserSessions } = storage.stores
      const first = await storedSession({ sso: SSO })
      const { sub } = first
      const owner = { userPoolId: pool, sub }
      const of = (id: string, change: Partial<BrowserSession> = {}) =>
        storedSession({ sub, digest: `${id} of ${sub}`, sso: { ...SSO, id }, ...change })
      const second = await of('sso2')
      await of('sso3', { expiresAt: NOW })
      await of('sso4', { sso: undefined })
      await storedSession({ sso: SSO })
      const listed = async (limit = 10) =>
        (await browserSessions.listTracked(owner, NOW, limit)).map(({ sso }) => sso.id)
      assert.deepEqual(await listed(), ['sso1', 'sso2'])
      await browserSessions.noteActivity(owner, 'sso2', NOW + 5)
      assert.deepEqual(await browserSessions.listTracked(owner, NOW, 10), [
        { ...second, sso: { ...SSO, id: 'sso2', lastActiveAt: NOW + 5 } },
        first,
      ])
      assert.deepEqual(await listed(1), ['sso2'])
      await browserSessions.endTracked(owner, 'sso2')
      assert.deepEqual(await listed(), ['sso1'])
      assert.equal(await browserSessions.find(second.digest), undefined)
    })

    test('is listed as long as its browser is a device of its user', async () => {
      const { browserSessions, devices } = storage.stores
      const deviceKey = 'us-east-1_d2'
      const { sub } = await storedSession({ sso: SSO, deviceKey })
      const [owner, another] = [
        { userPoolId: pool, sub },
        await storedSession({ sso: SSO, deviceKey: 'us-east-1_d3' }),
      ]
      const listed = async () => (await browserSessions.listTracked(owner, NOW, 10)).length
      await devices.insert(deviceOf({ userPoolId: pool, sub: another.sub }, deviceKey))
      assert.equal(await listed(), 0)
      await devices.insert(deviceOf(owner, deviceKey))
      assert.equal(await listed(), 1)
      await devices.delete(owner, deviceKey)
      assert.equal(await listed(), 0)
    })

    test('is noted and ended by its id without reading those of other users', async () => {
      const owner = { userPoolId: pool, sub: 'sub' }
      await walksIndexes(database, 'browser_sessions', async (queries) => {
        const store = browserSessionStore(queries, VAULT)
        await store.noteActivity(owner, 'sso1', NOW)
        await store.endTracked(owner, 'sso1')
      })
    })

    test('is ended by one of sixteen rivals', async () => {
      const { digest } = await storedSession()
      const rivals = Array.from({ length: RIVALS }, () =>
        storage.transaction((stores) => stores.browserSessions.end(digest)),
      )
      assert.equal((await Promise.all(rivals)).filter(Boolean).length, 1)
      assert.equal(await storage.stores.browserSessions.find(digest), undefined)
    })

    test('is ended with all others of its user', async () => {
      const { browserSessions } = storage.stores
      const one = await storedSession()
      const { userPoolId, sub } = one
      const two = await storedSession({ sub, digest: `another of ${sub}` })
      const ofAnother = await storedSession()
      await browserSessions.endAll({ userPoolId, sub })
      const left = await Promise.all([one, two, ofAnother].map(({ digest }) => browserSessions.find(digest)))
      assert.deepEqual(left, [undefined, undefined, ofAnother])
    })

    test('is deleted after its time and with its user', async () => {
      const { browserSessions, users } = storage.stores
      const [old, young] = [await storedSession({ expiresAt: NOW - 1 }), await storedSession()]
      const ofUser = await storedSession()
      assert.equal(await browserSessions.deleteExpired(NOW), 1)
      await users.delete(pool, ofUser.sub)
      assert.deepEqual(
        [await browserSessions.find(old.digest), await browserSessions.find(ofUser.digest)],
        [undefined, undefined],
      )
      assert.deepEqual(await browserSessions.find(young.digest), young)
    })
  })
})
