import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { startPoolhouse, usePoolhouse } from '../../support/poolhouse.ts'
import { ALL_FLOWS } from '../../support/pools.ts'
import {
  changeClient,
  claimsOf,
  getTokens,
  getUser,
  granted,
  type Household,
  newHousehold,
  ROTATING,
  ROTATING_WITHOUT_GRACE,
  refresh,
  refused,
  revoke,
  signIn,
  signOut,
  type Tokens,
} from './fixtures.ts'

// What happens to a sign-in whose refresh token was rotated once rotation is switched off again.

const house = usePoolhouse()

const REFRESH_REVOKED = ['NotAuthorizedException', 'Refresh Token has been revoked'] as const
const ACCESS_REVOKED = ['NotAuthorizedException', 'Access Token has been revoked'] as const

const originOf = (token: string) => claimsOf(token).origin_jti

interface Rotated {
  readonly home: Household
  /** The one of the sign-in, which is used up. */
  readonly parent: Tokens
  readonly child: Tokens
}

/** A sign-in that was refreshed once with rotation, which is off by now. */
async function rotatedOnce(): Promise<Rotated> {
  const home = await newHousehold(house, ROTATING_WITHOUT_GRACE)
  const parent = await signIn(house, home)
  const child = granted(await getTokens(house, home, parent.RefreshToken))
  await changeClient(house, home, ALL_FLOWS)
  return { home, parent, child }
}

describe('once rotation is switched off', () => {
  test('the current refresh token stays valid in either flow, and returns no other', async () => {
    const { home, child } = await rotatedOnce()
    for (let i = 0; i < 2; i++) {
      for (const ask of [refresh, getTokens]) {
        const tokens = granted(await ask(house, home, child.RefreshToken))
        assert.equal(tokens.RefreshToken, undefined)
      }
    }
  })

  // R11
  test('a refresh token that was used up is revoked, not reused', async () => {
    const { home, parent, child } = await rotatedOnce()
    for (const ask of [refresh, getTokens]) {
      refused(await ask(house, home, parent.RefreshToken), ...REFRESH_REVOKED)
    }
    granted(await refresh(house, home, child.RefreshToken))
  })

  test('the previous refresh token is valid until its grace period ends, and then revoked', async () => {
    const other = await startPoolhouse()
    try {
      const home = await newHousehold(other, ROTATING)
      const { RefreshToken } = await signIn(other, home)
      granted(await getTokens(other, home, RefreshToken))
      await changeClient(other, home, ALL_FLOWS)
      granted(await refresh(other, home, RefreshToken))
      other.passTime(30_000)
      refused(await refresh(other, home, RefreshToken), ...REFRESH_REVOKED)
    } finally {
      await other.close()
    }
  })
})

describe('tokens made while rotation is off again', () => {
  // R13
  test('have their own origin, kept by further refreshes in either flow', async () => {
    const { home, parent, child } = await rotatedOnce()
    const made = granted(await refresh(house, home, child.RefreshToken))
    assert.notEqual(originOf(made.AccessToken), originOf(parent.AccessToken))
    assert.equal(originOf(made.IdToken), originOf(made.AccessToken))
    for (const ask of [refresh, getTokens]) {
      const later = granted(await ask(house, home, child.RefreshToken))
      for (const token of [later.AccessToken, later.IdToken]) {
        assert.equal(originOf(token), originOf(made.AccessToken))
        for (const claim of ['event_id', 'auth_time']) {
          assert.equal(claimsOf(token)[claim], claimsOf(parent.AccessToken)[claim])
        }
      }
      assert.equal((await getUser(house, later.AccessToken)).status, 200)
    }
  })

  // R13
  test('bear the first origin of the sign-in when rotation is on once more', async () => {
    const { home, parent, child } = await rotatedOnce()
    const off = granted(await refresh(house, home, child.RefreshToken))
    await changeClient(house, home, ROTATING_WITHOUT_GRACE)
    const on = granted(await getTokens(house, home, child.RefreshToken))
    assert.equal(originOf(on.AccessToken), originOf(parent.AccessToken))
    assert.equal(originOf(on.IdToken), originOf(parent.AccessToken))
    await changeClient(house, home, ALL_FLOWS)
    const offAgain = granted(await refresh(house, home, on.RefreshToken))
    assert.notEqual(originOf(offAgain.AccessToken), originOf(parent.AccessToken))
    assert.notEqual(originOf(offAgain.AccessToken), originOf(off.AccessToken))
    assert.equal((await getUser(house, off.AccessToken)).status, 200)
  })

  test('name the origin of the sign-in where its refresh token was never rotated', async () => {
    const home = await newHousehold(house, ROTATING)
    const { AccessToken, RefreshToken } = await signIn(house, home)
    await changeClient(house, home, ALL_FLOWS)
    const made = granted(await refresh(house, home, RefreshToken))
    assert.equal(originOf(made.AccessToken), originOf(AccessToken))
    await revoke(house, home, RefreshToken)
    refused(await getUser(house, made.AccessToken), ...ACCESS_REVOKED)
  })
})

describe('a token revoked after rotation was switched off', () => {
  // R12
  test('ends refreshing and what rotation made, not what was made since', async () => {
    for (const whose of ['parent', 'child'] as const) {
      const { home, ...made } = await rotatedOnce()
      const since = granted(await refresh(house, home, made.child.RefreshToken))
      await revoke(house, home, made[whose].RefreshToken)
      for (const ask of [refresh, getTokens]) {
        refused(await ask(house, home, made.child.RefreshToken), ...REFRESH_REVOKED)
      }
      for (const { AccessToken } of [made.parent, made.child]) {
        refused(await getUser(house, AccessToken), ...ACCESS_REVOKED)
      }
      assert.equal((await getUser(house, since.AccessToken)).status, 200)
      await signOut(house, home)
      refused(await getUser(house, since.AccessToken), ...ACCESS_REVOKED)
    }
  })

  // R12
  test('leaves what was made since to end by its own time', async () => {
    const other = await startPoolhouse()
    try {
      const home = await newHousehold(other, ROTATING_WITHOUT_GRACE)
      const child = granted(await getTokens(other, home, (await signIn(other, home)).RefreshToken))
      await changeClient(other, home, ALL_FLOWS)
      const since = granted(await refresh(other, home, child.RefreshToken))
      await revoke(other, home, child.RefreshToken)
      other.passTime(3590_000)
      assert.equal((await getUser(other, since.AccessToken)).status, 200)
      other.passTime(11_000)
      refused(await getUser(other, since.AccessToken), 'NotAuthorizedException', 'Access Token has expired')
    } finally {
      await other.close()
    }
  })

  test('does not keep GlobalSignOut from ending the token made since', async () => {
    const { home, child } = await rotatedOnce()
    const since = granted(await refresh(house, home, child.RefreshToken))
    await revoke(house, home, child.RefreshToken)
    const answer = await house.call('GlobalSignOut', { AccessToken: since.AccessToken }, { signed: false })
    assert.equal(answer.text, '{}')
    refused(await getUser(house, since.AccessToken), ...ACCESS_REVOKED)
  })
})
