import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type { UserPoolClient } from '../../src/domain/clients/user-pool-client.ts'
import type { Storage } from '../../src/domain/stores.ts'
import { isGood, type RefreshRotation, rotated } from '../../src/domain/tokens/refresh-rotation.ts'
import { API_GRANT, type TokenFamily } from '../../src/domain/tokens/token-family.ts'
import { systemEntropy } from '../../src/kernel/entropy.ts'
import { forEachDatabase } from '../support/databases.ts'
import { NOW, storageOn, storedPool } from './pool-of-users.ts'

const RIVALS = 16

const childOf = (digest: string) => ({ digest, generation: `generation of ${digest}` })

forEachDatabase((_kind, open) => {
  let storage: Storage
  let pool: string
  let client: UserPoolClient

  before(async () => {
    storage = await storageOn(await open())
    pool = await storedPool(storage.stores)
    client = await storedClient()
  })

  async function storedClient(): Promise<UserPoolClient> {
    const stored: UserPoolClient = {
      id: systemEntropy.uuid(),
      userPoolId: pool,
      name: 'client',
      clientType: 'REGULAR',
      settings: {
        refreshTokenValidity: 30,
        tokenValidityUnits: {},
        allowedOAuthFlowsUserPoolClient: false,
        enableTokenRevocation: true,
        enablePropagateAdditionalUserContextData: false,
        authSessionValidity: 3,
      },
      createdAt: NOW,
      modifiedAt: NOW,
    }
    await storage.stores.clients.insert(stored)
    return stored
  }

  async function stored(change: Partial<TokenFamily> = {}): Promise<TokenFamily> {
    const family: TokenFamily = {
      id: systemEntropy.uuid(),
      userPoolId: pool,
      clientId: client.id,
      sub: systemEntropy.uuid(),
      eventId: systemEntropy.uuid(),
      authTime: NOW,
      grant: API_GRANT,
      deviceKey: undefined,
      createdAt: NOW,
      expiresAt: NOW + 1000,
      revokedAt: undefined,
      signedOutAt: undefined,
      rotation: { current: systemEntropy.uuid(), generation: undefined, previous: undefined },
      session: undefined,
      ...change,
    }
    await families().insert(family)
    return family
  }

  const families = () => storage.stores.tokenFamilies
  const session = (id: string, lastActiveAt = NOW, originSessionId?: string) => ({
    id,
    originSessionId,
    lastActiveAt,
    deviceType: 'Chrome 1',
    ipAddress: '::1',
  })

  describe('a family', () => {
    test('is read as it was stored', async () => {
      const family = await stored({
        grant: { scope: 'openid', version: 2, acr: 'urn:x', amr: ['pwd'] },
        deviceKey: 'us-east-1_device',
        revokedAt: NOW + 3,
        signedOutAt: NOW + 4,
        rotation: { current: 'present', generation: 'third', previous: { digest: 'former', until: NOW + 5 } },
        session: session('tkn1'),
      })
      assert.deepEqual(await families().find(family.id), family)
      assert.deepEqual(await families().findByEvent(pool, family.sub, family.eventId), family)
      assert.deepEqual(await storage.transaction((stores) => stores.tokenFamilies.lock(family.id)), family)
    })

    test('is found by its current refresh token and by those that are used up', async () => {
      const family = await stored()
      const next = { current: systemEntropy.uuid() }
      assert.equal(await rotate(family, next), true)
      assert.equal((await families().findByRefreshToken(family.rotation.current))?.id, family.id)
      assert.equal((await families().findByRefreshToken(next.current))?.id, family.id)
      assert.equal(await families().findByRefreshToken('nobody'), undefined)
    })

    test('is revoked once, loses its session by that, and rotates no more', async () => {
      const family = await stored({ session: session('tkn2') })
      assert.equal(await families().revoke(family.id, NOW + 1), true)
      assert.equal(await families().revoke(family.id, NOW + 2), false)
      const found = await families().find(family.id)
      assert.equal(found?.revokedAt, NOW + 1)
      assert.equal(found?.session, undefined)
      assert.equal(await rotate(family, { current: systemEntropy.uuid() }), false)
    })

    test('takes the generation of the refresh token that it rotates to', async () => {
      const family = await stored()
      const next = { current: systemEntropy.uuid(), generation: 'second' }
      assert.equal(await rotate(family, next), true)
      assert.equal((await families().find(family.id))?.rotation.generation, 'second')
    })

    test('is signed out with all others of the user, and with no other user', async () => {
      const one = await stored({ session: session('tkn7') })
      const two = await stored({ sub: one.sub })
      const other = await stored()
      await families().signOutUser(pool, one.sub, NOW + 1)
      await families().signOutUser(pool, one.sub, NOW + 2)
      assert.deepEqual(await endsOf(one.id), { revokedAt: NOW + 1, signedOutAt: NOW + 1 })
      assert.deepEqual(await endsOf(two.id), { revokedAt: NOW + 1, signedOutAt: NOW + 1 })
      assert.deepEqual(await endsOf(other.id), { revokedAt: undefined, signedOutAt: undefined })
      assert.equal((await families().find(one.id))?.session, undefined)
    })

    test('is signed out with the SSO session that it came through, and with no other', async () => {
      const sub = systemEntropy.uuid()
      const [one, other] = [
        await stored({ sub, session: session('tkn9', NOW, 'sso1') }),
        await stored({ sub, session: session('tkn10', NOW, 'sso2') }),
      ]
      const ofAnother = await stored({ session: session('tkn11', NOW, 'sso1') })
      assert.deepEqual(await families().find(one.id), one)
      await families().signOutOfSso(pool, sub, 'sso1', NOW + 1)
      assert.deepEqual(await endsOf(one.id), { revokedAt: NOW + 1, signedOutAt: NOW + 1 })
      assert.equal((await families().find(one.id))?.session, undefined)
      assert.deepEqual(await families().find(other.id), other)
      assert.deepEqual(await families().find(ofAnother.id), ofAnother)
    })

    test('of a device is signed out with it, but for the one that is spared', async () => {
      const sub = systemEntropy.uuid()
      const ofDevice = { sub, deviceKey: 'us-east-1_a' }
      const [one, spared] = [await stored({ ...ofDevice, session: session('tkn8') }), await stored(ofDevice)]
      const others = [
        await stored({ sub, deviceKey: 'us-east-1_b' }),
        await stored({ sub }),
        await stored({ deviceKey: 'us-east-1_a' }),
      ]
      await families().signOutDevice(pool, sub, 'us-east-1_a', NOW + 1, spared.id)
      assert.deepEqual(await endsOf(one.id), { revokedAt: NOW + 1, signedOutAt: NOW + 1 })
      assert.equal((await families().find(one.id))?.session, undefined)
      for (const { id } of [spared, ...others]) assert.equal((await endsOf(id)).revokedAt, undefined)
      await families().signOutDevice(pool, sub, 'us-east-1_a', NOW + 2)
      assert.equal((await endsOf(spared.id)).revokedAt, NOW + 2)
      assert.equal((await endsOf(one.id)).revokedAt, NOW + 1)
    })

    test('can end to be refreshed, and not later than it would have', async () => {
      const family = await stored()
      await families().endRefreshing(family.id, NOW + 5)
      await families().endRefreshing(family.id, NOW + 9)
      assert.deepEqual(await families().find(family.id), { ...family, expiresAt: NOW + 5 })
    })

    test('that was revoked can still be signed out, by itself and with the user', async () => {
      const one = await stored()
      const two = await stored()
      for (const { id } of [one, two]) await families().revoke(id, NOW + 1)
      assert.deepEqual(await endsOf(one.id), { revokedAt: NOW + 1, signedOutAt: undefined })
      await families().signOut(one.id, NOW + 2)
      await families().signOutUser(pool, two.sub, NOW + 2)
      assert.deepEqual(await endsOf(one.id), { revokedAt: NOW + 1, signedOutAt: NOW + 2 })
      assert.deepEqual(await endsOf(two.id), { revokedAt: NOW + 1, signedOutAt: NOW + 2 })
    })

    test('is deleted some time after it expired, with its used tokens', async () => {
      const family = await stored({ expiresAt: NOW - 10 })
      await rotate(family, { current: systemEntropy.uuid() })
      assert.equal(await families().deleteExpired(NOW - 10), 0)
      assert.equal(await families().deleteExpired(NOW - 9), 1)
      assert.equal(await families().findByRefreshToken(family.rotation.current), undefined)
    })

    test('is deleted with its client', async () => {
      const other = await storedClient()
      const family = await stored({ clientId: other.id })
      await storage.stores.clients.delete(other.id)
      assert.equal(await families().find(family.id), undefined)
    })
  })

  describe('the sessions of a user', () => {
    test('are listed while they are alive, the last active one first', async () => {
      const { sub } = await stored({ session: session('tkn3', NOW + 1) })
      const late = await stored({ sub, session: session('tkn4', NOW + 2) })
      await stored({ sub, session: session('tkn5'), expiresAt: NOW })
      await stored({ sub })
      assert.deepEqual(await sessionsOf(sub), ['tkn4', 'tkn3'])
      await families().revoke(late.id, NOW)
      assert.deepEqual(await sessionsOf(sub), ['tkn3'])
    })

    test('show the latest activity', async () => {
      const family = await stored({ session: session('tkn6', NOW, 'sso3') })
      const activity = { lastActiveAt: NOW + 9, deviceType: 'unknown', ipAddress: '192.0.2.1' }
      await families().noteActivity(family.id, activity)
      assert.deepEqual((await families().find(family.id))?.session, {
        id: 'tkn6',
        originSessionId: 'sso3',
        ...activity,
      })
    })

    test('do not come into being by activity', async () => {
      const family = await stored()
      const activity = { lastActiveAt: NOW + 9, deviceType: 'unknown', ipAddress: '192.0.2.1' }
      await families().noteActivity(family.id, activity)
      assert.equal((await families().find(family.id))?.session, undefined)
    })
  })

  describe('many rivals', () => {
    test('with one refresh token get one successor without grace', async () => {
      const family = await stored()
      const children = await compete(family.id, family.rotation.current, 0)
      assert.equal(children.filter((child) => child !== undefined).length, 1)
    })

    test('with one refresh token displace each other within the grace, and one child is left', async () => {
      const family = await stored()
      const children = await compete(family.id, family.rotation.current, 60)
      assert.equal(children.filter((child) => child !== undefined).length, RIVALS)
      const rotation = (await families().find(family.id))?.rotation ?? assert.fail('no family')
      const good = children.filter((child) => child !== undefined && isGood(rotation, child, NOW))
      assert.equal(good.length, 1)
      assert.equal(rotation.previous?.digest, family.rotation.current)
      for (const child of children) {
        assert.equal((await families().findByRefreshToken(child ?? ''))?.id, family.id)
      }
    })

    test('compare and set: of those who saw the same state one succeeds', async () => {
      const family = await stored()
      const won = await Promise.all(
        Array.from({ length: RIVALS }, () => rotate(family, { current: systemEntropy.uuid() })),
      )
      assert.equal(won.filter(Boolean).length, 1)
    })
  })

  async function endsOf(id: string) {
    const { revokedAt, signedOutAt } = (await families().find(id)) ?? assert.fail('no family')
    return { revokedAt, signedOutAt }
  }

  function rotate(family: TokenFamily, next: RefreshRotation): Promise<boolean> {
    return storage.transaction(({ tokenFamilies }) => tokenFamilies.rotate(family.id, family.rotation, next))
  }

  /** What each rival receives: the digest of a child, or undefined. */
  function compete(id: string, digest: string, grace: number): Promise<(string | undefined)[]> {
    return Promise.all(
      Array.from({ length: RIVALS }, () => {
        const child = systemEntropy.uuid()
        return storage.transaction(async ({ tokenFamilies }) => {
          const { rotation } = (await tokenFamilies.lock(id)) ?? assert.fail('no family')
          if (!isGood(rotation, digest, NOW)) return undefined
          const done = await tokenFamilies.rotate(
            id,
            rotation,
            rotated(rotation, digest, childOf(child), grace, NOW),
          )
          return done ? child : assert.fail('the lock did not hold')
        })
      }),
    )
  }

  async function sessionsOf(sub: string): Promise<(string | undefined)[]> {
    return (await families().listSessions(pool, sub, NOW, 10)).map((family) => family.session?.id)
  }
})
