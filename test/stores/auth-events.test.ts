import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type { AuthEvent } from '../../src/domain/auth-events/auth-event.ts'
import type { RecentEvent } from '../../src/domain/auth-events/auth-event-store.ts'
import type { Storage } from '../../src/domain/stores.ts'
import type { Database } from '../../src/storage/driver/database.ts'
import { authEventStore } from '../../src/storage/stores/threat-protection/auth-events.ts'
import { forEachDatabase } from '../support/databases.ts'
import { NOW, storageOn, storedPool, userOf } from './pool-of-users.ts'
import { walksIndexes } from './query-plans.ts'

forEachDatabase((_, open) => {
  let database: Database
  let storage: Storage
  let pool: string

  before(async () => {
    database = await open()
    storage = await storageOn(database)
    pool = await storedPool(storage.stores)
  })

  let made = 0

  async function storedUser(): Promise<string> {
    const user = userOf(pool, `user${made++}`)
    await storage.stores.users.insert(user)
    return user.sub
  }

  const eventOf = (sub: string, id: string, change: Partial<AuthEvent> = {}): AuthEvent => ({
    userPoolId: pool,
    sub,
    id,
    createdAt: NOW,
    type: 'SignIn',
    response: 'Pass',
    clientId: 'client',
    risk: { decision: 'NoRisk', compromisedCredentialsDetected: false },
    challenges: [{ name: 'Password', response: 'Success' }],
    context: { ipAddress: '192.0.2.1', deviceName: 'Other, Other', hasContextData: false },
    ...change,
  })

  const ids = (events: readonly AuthEvent[]) => events.map(({ id }) => id)

  describe('an authentication event', () => {
    test('is read as it was last saved', async () => {
      const { authEvents } = storage.stores
      const sub = await storedUser()
      await authEvents.save(eventOf(sub, 'a'))
      const feedback = { value: 'Valid', provider: 'User', givenAt: NOW } as const
      const changed = eventOf(sub, 'a', { response: 'Fail', feedback })
      await storage.transaction(async (stores) => {
        assert.deepEqual(await stores.authEvents.lock(pool, sub, 'a'), eventOf(sub, 'a'))
        await stores.authEvents.save(changed)
      })
      assert.deepEqual(await authEvents.find(pool, sub, 'a'), changed)
      assert.equal(await authEvents.find(pool, await storedUser(), 'a'), undefined)
    })

    test('of a user who was deleted is not stored, and goes with the user', async () => {
      const { authEvents, users } = storage.stores
      const sub = await storedUser()
      await authEvents.save(eventOf(sub, 'a'))
      await users.delete(pool, sub)
      await authEvents.save(eventOf(sub, 'b'))
      assert.deepEqual(await authEvents.list(pool, sub, 10), [])
    })
  })

  test('events are listed from the newest, those of one instant by their ids', async () => {
    const { authEvents } = storage.stores
    const [sub, other] = [await storedUser(), await storedUser()]
    await authEvents.save(eventOf(other, 'x'))
    const feedback = { value: 'Invalid', provider: 'User', givenAt: NOW } as const
    const ofEachKind = [
      { id: 'b', at: 1, change: {} },
      { id: 'a', at: 1, change: { response: 'Fail' } },
      { id: 'c', at: 0, change: { feedback } },
      { id: 'd', at: 2, change: { type: 'ForgotPassword', response: 'InProgress' } },
    ] as const
    for (const { id, at, change } of ofEachKind) {
      await authEvents.save(eventOf(sub, id, { createdAt: NOW + at, ...change }))
    }
    assert.deepEqual(ids(await authEvents.list(pool, sub, 10)), ['d', 'b', 'a', 'c'])
    const [, second] = await authEvents.list(pool, sub, 2)
    assert.deepEqual(ids(await authEvents.list(pool, sub, 2, second)), ['a', 'c'])
  })

  test('events from before an instant are deleted', async () => {
    const { authEvents } = storage.stores
    const sub = await storedUser()
    for (const at of [0, 1, 2]) await authEvents.save(eventOf(sub, `e${at}`, { createdAt: 1000 + at }))
    await authEvents.deleteBefore(1001)
    assert.deepEqual(ids(await authEvents.list(pool, sub, 10)), ['e2', 'e1'])
  })

  test('the latest events of each kind are not displaced by those of another', async () => {
    const { authEvents } = storage.stores
    const sub = await storedUser()
    const failed = { response: 'Fail' } as const
    const feedback = { value: 'Valid', provider: 'User', givenAt: NOW } as const
    for (let at = 0; at < 40; at++) await authEvents.save(eventOf(sub, `p${at}`, { createdAt: NOW + at }))
    for (let at = 0; at < 30; at++)
      await authEvents.save(eventOf(sub, `f${at}`, { createdAt: NOW + 100 + at, ...failed }))
    await authEvents.save(eventOf(sub, 'own', { createdAt: NOW + 200, ...failed }))
    await authEvents.save(eventOf(sub, 'own', { createdAt: NOW + 200, ...failed, feedback }))
    const invalid = { ...feedback, value: 'Invalid' } as const
    await authEvents.save(eventOf(sub, 'disowned', { createdAt: NOW - 1, feedback: invalid }))
    for (let at = 0; at < 30; at++) {
      const asked = { type: 'ForgotPassword', response: 'InProgress', createdAt: NOW + 300 + at } as const
      await authEvents.save(eventOf(sub, `c${at}`, asked))
    }
    const { newest, familiarAt, disowned, other } = await authEvents.recent(pool, sub)
    const familiar = await authEvents.recentFamiliar(pool, sub)
    const times = (events: readonly RecentEvent[]) => events.map(({ createdAt }) => createdAt - NOW)
    const downFrom = (from: number, count: number) =>
      Array.from({ length: count }, (_, index) => from - index)
    assert.deepEqual(times(disowned), [-1])
    assert.deepEqual(disowned[0]?.feedback, invalid)
    assert.deepEqual(times(familiar), [200, ...downFrom(39, 29)])
    assert.deepEqual(newest, familiar[0])
    assert.deepEqual(
      familiarAt,
      familiar.map(({ createdAt }) => createdAt),
    )
    assert.deepEqual(times(other), downFrom(129, 20))
  })

  test('a user without events has no latest ones', async () => {
    const { authEvents } = storage.stores
    const sub = await storedUser()
    const none = { newest: undefined, familiarAt: [], disowned: [], other: [] }
    assert.deepEqual(await authEvents.recent(pool, sub), none)
    await authEvents.save(eventOf(sub, 'failed', { response: 'Fail' }))
    const { other, ...rest } = await authEvents.recent(pool, sub)
    assert.deepEqual([other.length, rest], [1, { newest: undefined, familiarAt: [], disowned: [] }])
    assert.deepEqual(await authEvents.recentFamiliar(pool, sub), [])
  })

  test('a page of events and the latest ones are read by key, without sorting', async () => {
    const sub = await storedUser()
    await walksIndexes(database, 'auth_events', async (queries) => {
      const store = authEventStore(queries)
      await store.list(pool, sub, 60)
      await store.list(pool, sub, 60, { createdAt: NOW, id: 'a' })
    })
    const bounded = { grouping: true }
    await walksIndexes(
      database,
      'auth_events',
      (queries) => authEventStore(queries).recent(pool, sub),
      bounded,
    )
  })
})
