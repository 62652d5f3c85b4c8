import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { before, describe, test } from 'node:test'
import {
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminInitiateAuthCommand,
  InitiateAuthCommand,
  UpdateUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { startPoolhouse, usePoolhouse } from '../../support/poolhouse.ts'
import { ALL_FLOWS, newClient, newUser, PASSWORD } from '../../support/pools.ts'
import { NO_DEVICE, VERIFIER } from '../devices/fixtures.ts'
import {
  claimsOf,
  getUser,
  granted,
  type Household,
  newHousehold,
  ROTATING,
  refresh,
  refused,
  signIn,
} from './fixtures.ts'

// REFRESH_TOKEN_AUTH of InitiateAuth and AdminInitiateAuth.

const house = usePoolhouse()
let home: Household

before(async () => {
  home = await newHousehold(house)
})

const DAY = 24 * 3600 * 1000

describe('a refresh', () => {
  test('gives a new access and ID token, and no refresh token', async () => {
    const tokens = await signIn(house, home)
    const answer = await refresh(house, home, tokens.RefreshToken)
    assert.deepEqual(Object.keys(answer.json), ['AuthenticationResult', 'ChallengeParameters'])
    assert.deepEqual(answer.json.ChallengeParameters, {})
    const next = granted(answer)
    assert.deepEqual(Object.keys(next), ['AccessToken', 'ExpiresIn', 'IdToken', 'TokenType'])
    assert.equal((await getUser(house, next.AccessToken)).status, 200)
  })

  test('keeps event, origin and time of the sign-in, and names each token again', async () => {
    const other = await startPoolhouse()
    try {
      const there = await newHousehold(other)
      const tokens = await signIn(other, there)
      other.passTime(60_000)
      const next = granted(await refresh(other, there, tokens.RefreshToken))
      const [before, now] = [claimsOf(tokens.AccessToken), claimsOf(next.AccessToken)]
      for (const claim of ['event_id', 'origin_jti', 'auth_time']) assert.equal(now[claim], before[claim])
      assert.notEqual(now.jti, before.jti)
      assert.ok(now.iat >= before.iat + 60)
    } finally {
      await other.close()
    }
  })

  test('also works under the older name of the flow, and for administrators', async () => {
    const { RefreshToken } = await signIn(house, home)
    const AuthParameters = { REFRESH_TOKEN: RefreshToken }
    const ClientId = home.clientId
    const root = house.client()
    const old = new InitiateAuthCommand({ ClientId, AuthFlow: 'REFRESH_TOKEN', AuthParameters })
    assert.ok((await root.send(old)).AuthenticationResult?.IdToken)
    const admin = new AdminInitiateAuthCommand({
      UserPoolId: home.poolId,
      ClientId,
      AuthFlow: 'REFRESH_TOKEN_AUTH',
      AuthParameters,
    })
    assert.ok((await root.send(admin)).AuthenticationResult?.IdToken)
  })

  test('can be repeated until the refresh token expires', async () => {
    const other = await startPoolhouse()
    try {
      const there = await newHousehold(other)
      const { RefreshToken } = await signIn(other, there)
      other.passTime(30 * DAY - 5000)
      granted(await refresh(other, there, RefreshToken))
      other.passTime(6000)
      refused(
        await refresh(other, there, RefreshToken),
        'NotAuthorizedException',
        'Refresh Token has expired',
      )
    } finally {
      await other.close()
    }
  })
})

describe('a refresh is refused', () => {
  test('without a token', async () => {
    refused(
      await refresh(house, home, ''),
      'InvalidParameterException',
      'Missing required parameter REFRESH_TOKEN',
    )
  })

  test('with something other than a refresh token', async () => {
    const tokens = await signIn(house, home)
    for (const text of [
      'garbage',
      tokens.AccessToken,
      `${tokens.RefreshToken}x`,
      tokens.RefreshToken.slice(1),
    ]) {
      refused(await refresh(house, home, text), 'NotAuthorizedException', 'Invalid Refresh Token')
    }
  })

  test('with the token of another client, distinguished only within the pool', async () => {
    const { RefreshToken } = await signIn(house, home)
    const neighbour = await newClient(house.client(), home.poolId)
    refused(
      await refresh(house, { clientId: neighbour.id }, RefreshToken),
      'NotAuthorizedException',
      'Refresh Token has different Client',
    )
    refused(
      await refresh(house, await newHousehold(house), RefreshToken),
      'NotAuthorizedException',
      'Invalid Refresh Token',
    )
  })

  test('if the user is disabled, and with the same token afterwards', async () => {
    const there = await newHousehold(house)
    const { RefreshToken } = await signIn(house, there)
    const user = { UserPoolId: there.poolId, Username: 'alice' }
    await house.client().send(new AdminDisableUserCommand(user))
    refused(await refresh(house, there, RefreshToken), 'NotAuthorizedException', 'User is disabled.')
    await house.client().send(new AdminEnableUserCommand(user))
    refused(
      await refresh(house, there, RefreshToken),
      'NotAuthorizedException',
      'Refresh Token has been revoked',
    )
  })

  test('if the user was deleted, also after another one took the name', async () => {
    const there = await newHousehold(house)
    const { RefreshToken } = await signIn(house, there)
    const text = 'The user has been deleted for the associated refresh token'
    await house.client().send(new AdminDeleteUserCommand({ UserPoolId: there.poolId, Username: 'alice' }))
    refused(await refresh(house, there, RefreshToken), 'NotAuthorizedException', text)
    await newUser(house.client(), there.poolId)
    refused(await refresh(house, there, RefreshToken), 'NotAuthorizedException', text)
  })

  // R9
  test('if the tokens of the client rotate, for administrators too', async () => {
    const there = await newHousehold(house, ROTATING)
    const { RefreshToken } = await signIn(house, there)
    const unsupported = [
      'UnsupportedOperationException',
      'This API does not support refresh token rotation',
    ] as const
    refused(await refresh(house, there, RefreshToken), ...unsupported)
    const asAdministrator = await house.call('AdminInitiateAuth', {
      UserPoolId: there.poolId,
      ClientId: there.clientId,
      AuthFlow: 'REFRESH_TOKEN_AUTH',
      AuthParameters: { REFRESH_TOKEN: RefreshToken },
    })
    refused(asAdministrator, ...unsupported)
  })
})

describe('tokens that are bound to a device', () => {
  const TRACKING = { DeviceConfiguration: { ChallengeRequiredOnNewDevice: false } }
  const INVALID = ['NotAuthorizedException', 'Invalid Refresh Token.'] as const

  async function fromNewDevice(there: Household) {
    const tokens = await signIn(house, there)
    const DEVICE_KEY = tokens.NewDeviceMetadata?.DeviceKey ?? assert.fail('no device key')
    const device = { AccessToken: tokens.AccessToken, DeviceKey: DEVICE_KEY }
    return { ...tokens, DEVICE_KEY, device: { ...device, DeviceSecretVerifierConfig: VERIFIER } }
  }

  test('are refreshed where its key is sent, confirmed or not', async () => {
    const there = await newHousehold(house, ALL_FLOWS, TRACKING)
    const { RefreshToken, DEVICE_KEY, AccessToken, device } = await fromNewDevice(there)
    assert.equal(claimsOf(AccessToken).device_key, DEVICE_KEY)
    for (const operation of ['GetUser', 'ConfirmDevice']) {
      const next = granted(await refresh(house, there, RefreshToken, { DEVICE_KEY }))
      assert.equal(claimsOf(next.AccessToken).device_key, DEVICE_KEY)
      assert.equal('NewDeviceMetadata' in next, false)
      assert.equal((await house.call(operation, device, { signed: false })).status, 200)
    }
    granted(await refresh(house, there, RefreshToken, { DEVICE_KEY }))
  })

  test('are not refreshed for another device, nor for none', async () => {
    const there = await newHousehold(house, ALL_FLOWS, TRACKING)
    const { RefreshToken } = await fromNewDevice(there)
    const other = await fromNewDevice(there)
    refused(await refresh(house, there, RefreshToken), ...INVALID)
    refused(await refresh(house, there, RefreshToken, { DEVICE_KEY: '' }), ...INVALID)
    for (const DEVICE_KEY of [NO_DEVICE, other.DEVICE_KEY, 'no key']) {
      const answer = await refresh(house, there, RefreshToken, { DEVICE_KEY })
      refused(answer, 'ResourceNotFoundException', 'Device does not exist.')
    }
    await house.call('ConfirmDevice', other.device, { signed: false })
    refused(await refresh(house, there, RefreshToken, { DEVICE_KEY: other.DEVICE_KEY }), ...INVALID)
  })

  test('are refreshed without its key once the pool tracks devices no more', async () => {
    const there = await newHousehold(house, ALL_FLOWS, TRACKING)
    const { RefreshToken } = await fromNewDevice(there)
    refused(await refresh(house, there, RefreshToken), ...INVALID)
    await house.client().send(new UpdateUserPoolCommand({ UserPoolId: there.poolId }))
    granted(await refresh(house, there, RefreshToken))
  })

  test('of before the pool tracked devices are refreshed without a key', async () => {
    const there = await newHousehold(house)
    const { RefreshToken } = await signIn(house, there)
    await house.client().send(new UpdateUserPoolCommand({ UserPoolId: there.poolId, ...TRACKING }))
    granted(await refresh(house, there, RefreshToken))
    const answer = await refresh(house, there, RefreshToken, { DEVICE_KEY: NO_DEVICE })
    refused(answer, 'ResourceNotFoundException', 'Device does not exist.')
  })
})

describe('a client with a secret', () => {
  const hash = (there: Household, name: string, secret = there.secret) =>
    createHmac('sha256', secret)
      .update(name + there.clientId)
      .digest('base64')

  test('proves it by a hash that covers the username or the sub', async () => {
    const there = await newHousehold(house, { ...ALL_FLOWS, GenerateSecret: true })
    const { json } = await house.call(
      'InitiateAuth',
      {
        ClientId: there.clientId,
        AuthFlow: 'USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: 'alice', PASSWORD, SECRET_HASH: hash(there, 'alice') },
      },
      { signed: false },
    )
    const token = json.AuthenticationResult.RefreshToken
    for (const name of ['alice', there.sub]) {
      granted(await refresh(house, there, token, { SECRET_HASH: hash(there, name) }))
    }
    for (const wrong of [hash(there, 'bob'), hash(there, 'alice', 'x')]) {
      refused(
        await refresh(house, there, token, { SECRET_HASH: wrong }),
        'NotAuthorizedException',
        `SecretHash does not match for the client: ${there.clientId}`,
      )
    }
  })

  test('is asked for the hash before the token is checked', async () => {
    const there = await newHousehold(house, { ...ALL_FLOWS, GenerateSecret: true })
    refused(
      await refresh(house, there, 'garbage'),
      'NotAuthorizedException',
      `Client ${there.clientId} is configured with secret but SECRET_HASH was not received`,
    )
  })
})
