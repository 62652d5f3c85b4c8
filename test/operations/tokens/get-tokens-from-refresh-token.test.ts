import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  AdminDeleteUserCommand,
  GetTokensFromRefreshTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { startPoolhouse, usePoolhouse } from '../../support/poolhouse.ts'
import { ALL_FLOWS } from '../../support/pools.ts'
import { refuses } from '../../support/refuses.ts'
import { NO_DEVICE } from '../devices/fixtures.ts'
import {
  claimsOf,
  getTokens,
  getUser,
  granted,
  newHousehold,
  ROTATING,
  ROTATING_WITHOUT_GRACE,
  refused,
  revoke,
  signIn,
  signOut,
} from './fixtures.ts'

const house = usePoolhouse()

const REUSED = ['RefreshTokenReuseException', 'Refresh token reuse detected'] as const

describe('access', () => {
  test('is open: no signature is asked for', async () => {
    const home = await newHousehold(house)
    granted(await getTokens(house, home, (await signIn(house, home)).RefreshToken))
  })

  // R6
  test('asks a client with a secret for it, before it checks the token', async () => {
    const home = await newHousehold(house, { ...ALL_FLOWS, GenerateSecret: true })
    refused(
      await getTokens(house, home, 'garbage'),
      'NotAuthorizedException',
      `Client ${home.clientId} is configured for secret but secret was not received`,
    )
    refused(
      await getTokens(house, home, 'garbage', { ClientSecret: home.secret }),
      'NotAuthorizedException',
      'Invalid Refresh Token',
    )
  })

  // R7
  test('refuses a wrong secret of any form, before it checks the token', async () => {
    const home = await newHousehold(house, { ...ALL_FLOWS, GenerateSecret: true })
    for (const ClientSecret of ['x'.repeat(52), 'not-the-secret-of-a-client', '', 'x'.repeat(1000)]) {
      refused(
        await getTokens(house, home, 'garbage', { ClientSecret }),
        'NotAuthorizedException',
        `Unable to verify secret hash for client ${home.clientId}`,
      )
    }
  })

  // R5
  test('lets a client without a secret send any, in any form', async () => {
    const home = await newHousehold(house)
    const { RefreshToken } = await signIn(house, home)
    for (const ClientSecret of ['x'.repeat(52), 'not-the-secret-of-a-client']) {
      granted(await getTokens(house, home, RefreshToken, { ClientSecret }))
    }
  })
})

describe('validation', () => {
  test('asks for token and client', async () => {
    const answer = await house.call('GetTokensFromRefreshToken', {}, { signed: false })
    refused(
      answer,
      'InvalidParameterException',
      "2 validation errors detected: Value at 'refreshToken' failed to satisfy constraint: Member must not be null; Value at 'clientId' failed to satisfy constraint: Member must not be null",
    )
  })

  test('names a client that does not exist', async () => {
    const input = { ClientId: 'nobody', RefreshToken: 'garbage' }
    await refuses(
      house.client().send(new GetTokensFromRefreshTokenCommand(input)),
      'ResourceNotFoundException',
      'User pool client nobody does not exist.',
    )
  })
})

describe('without rotation', () => {
  test('returns new tokens and leaves the refresh token unchanged', async () => {
    const home = await newHousehold(house)
    const { RefreshToken } = await signIn(house, home)
    for (let i = 0; i < 2; i++) {
      const answer = await getTokens(house, home, RefreshToken)
      assert.deepEqual(Object.keys(answer.json), ['AuthenticationResult'])
      assert.deepEqual(Object.keys(granted(answer)), ['AccessToken', 'ExpiresIn', 'IdToken', 'TokenType'])
    }
  })

  test('reports a user who was deleted', async () => {
    const home = await newHousehold(house)
    const { RefreshToken } = await signIn(house, home)
    await house.client().send(new AdminDeleteUserCommand({ UserPoolId: home.poolId, Username: 'alice' }))
    refused(
      await getTokens(house, home, RefreshToken),
      'NotAuthorizedException',
      'The user has been deleted for the associated refresh token',
    )
  })
})

describe('with rotation', () => {
  test('gives a new refresh token of the same family', async () => {
    const home = await newHousehold(house, ROTATING)
    const first = await signIn(house, home)
    const second = granted(await getTokens(house, home, first.RefreshToken))
    assert.notEqual(second.RefreshToken, first.RefreshToken)
    const third = granted(await getTokens(house, home, second.RefreshToken))
    const [before, now] = [claimsOf(first.IdToken), claimsOf(third.IdToken)]
    for (const claim of ['event_id', 'origin_jti', 'auth_time']) assert.equal(now[claim], before[claim])
  })

  // R10
  test('takes each token once if there is no grace period, and the reuse revokes nothing', async () => {
    const home = await newHousehold(house, ROTATING_WITHOUT_GRACE)
    const first = await signIn(house, home)
    const second = granted(await getTokens(house, home, first.RefreshToken))
    refused(await getTokens(house, home, first.RefreshToken), ...REUSED)
    assert.equal((await getUser(house, second.AccessToken)).status, 200)
    granted(await getTokens(house, home, second.RefreshToken))
  })

  // R10
  test('takes the previous token again within its grace, which displaces the first child', async () => {
    const home = await newHousehold(house, ROTATING)
    const first = await signIn(house, home)
    const displaced = granted(await getTokens(house, home, first.RefreshToken))
    const child = granted(await getTokens(house, home, first.RefreshToken))
    refused(await getTokens(house, home, displaced.RefreshToken), ...REUSED)
    granted(await getTokens(house, home, child.RefreshToken))
    refused(await getTokens(house, home, first.RefreshToken), ...REUSED) // older than the previous one by now
  })

  test('does not prolong the grace by a retry', async () => {
    const other = await startPoolhouse()
    try {
      const home = await newHousehold(other, ROTATING)
      const first = await signIn(other, home)
      granted(await getTokens(other, home, first.RefreshToken))
      other.passTime(20_000)
      const child = granted(await getTokens(other, home, first.RefreshToken))
      other.passTime(10_000)
      refused(await getTokens(other, home, first.RefreshToken), ...REUSED)
      granted(await getTokens(other, home, child.RefreshToken))
    } finally {
      await other.close()
    }
  })

  test('leaves the end of the family unchanged', async () => {
    const other = await startPoolhouse()
    try {
      const home = await newHousehold(other, { ...ROTATING, RefreshTokenValidity: 2 })
      const first = await signIn(other, home)
      other.passTime(36 * 3600 * 1000)
      const second = granted(await getTokens(other, home, first.RefreshToken))
      other.passTime(12 * 3600 * 1000)
      refused(
        await getTokens(other, home, second.RefreshToken),
        'NotAuthorizedException',
        'Refresh Token has expired',
      )
    } finally {
      await other.close()
    }
  })

  // R8
  test('reveals nothing about a revoked refresh token, with and without a secret', async () => {
    for (const GenerateSecret of [false, true]) {
      const home = await newHousehold(house, { ...ROTATING, GenerateSecret })
      const secret = GenerateSecret ? { ClientSecret: home.secret } : {}
      const first = await signIn(house, home)
      const second = granted(await getTokens(house, home, first.RefreshToken, secret))
      await revoke(house, home, second.RefreshToken, secret)
      for (const { RefreshToken } of [first, second]) {
        refused(await getTokens(house, home, RefreshToken, secret), 'NotAuthorizedException')
      }
    }
  })

  test('reveals nothing about a refresh token whose user was signed out', async () => {
    const home = await newHousehold(house, ROTATING)
    const { RefreshToken } = await signIn(house, home)
    await signOut(house, home)
    refused(await getTokens(house, home, RefreshToken), 'NotAuthorizedException')
  })

  test('lets one of many concurrent callers have the next token', async () => {
    const home = await newHousehold(house, ROTATING_WITHOUT_GRACE)
    const first = await signIn(house, home)
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => getTokens(house, home, first.RefreshToken)),
    )
    assert.equal(answers.filter(({ status }) => status === 200).length, 1)
    for (const answer of answers) if (answer.status !== 200) refused(answer, ...REUSED)
  })
})

describe('tokens of a device', () => {
  test('are refreshed for its key alone, and the refresh token rotates', async () => {
    const home = await newHousehold(house, ROTATING, {
      DeviceConfiguration: { ChallengeRequiredOnNewDevice: false },
    })
    const { RefreshToken, NewDeviceMetadata } = await signIn(house, home)
    const DeviceKey = NewDeviceMetadata?.DeviceKey ?? assert.fail('no device key')
    refused(await getTokens(house, home, RefreshToken), 'NotAuthorizedException', 'Invalid Refresh Token.')
    const unknown = await getTokens(house, home, RefreshToken, { DeviceKey: NO_DEVICE })
    refused(unknown, 'ResourceNotFoundException', 'Device does not exist.')
    const next = granted(await getTokens(house, home, RefreshToken, { DeviceKey }))
    assert.equal(claimsOf(next.AccessToken).device_key, DeviceKey)
    assert.equal('NewDeviceMetadata' in next, false)
    granted(await getTokens(house, home, next.RefreshToken, { DeviceKey }))
  })
})
