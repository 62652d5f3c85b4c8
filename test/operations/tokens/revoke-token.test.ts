import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { RevokeTokenCommand, UpdateUserPoolClientCommand } from '@aws-sdk/client-cognito-identity-provider'
import { usePoolhouse } from '../../support/poolhouse.ts'
import { ALL_FLOWS, newClient } from '../../support/pools.ts'
import { refuses } from '../../support/refuses.ts'
import {
  getTokens,
  getUser,
  granted,
  type Household,
  newHousehold,
  ROTATING,
  refresh,
  refused,
  signIn,
} from './fixtures.ts'

const house = usePoolhouse()
let home: Household

before(async () => {
  home = await newHousehold(house)
})

const revoke = ({ clientId }: Pick<Household, 'clientId'>, Token: string, more = {}) =>
  house.call('RevokeToken', { ClientId: clientId, Token, ...more }, { signed: false })

const REVOKED = ['NotAuthorizedException', 'Access Token has been revoked'] as const
const WRONG_CLIENT = ['UnauthorizedException', 'Invalid client or secret'] as const

describe('access', () => {
  test('is open to a client without a secret', async () => {
    const answer = await revoke(home, (await signIn(house, home)).RefreshToken)
    assert.equal(answer.status, 200)
    assert.equal(answer.text, '{}')
  })

  test('asks a client with a secret for it, before it checks the token', async () => {
    const there = await newHousehold(house, { ...ALL_FLOWS, GenerateSecret: true })
    refused(await revoke(there, 'garbage'), ...WRONG_CLIENT)
    refused(await revoke(there, 'garbage', { ClientSecret: 'x'.repeat(52) }), ...WRONG_CLIENT)
    assert.equal((await revoke(there, 'garbage', { ClientSecret: there.secret })).text, '{}')
  })

  test('is not given to a client that does not exist', async () => {
    refused(await revoke({ clientId: 'nobody' }, 'garbage'), ...WRONG_CLIENT)
  })
})

describe('validation', () => {
  test('refuses characters that no token has', async () => {
    await refuses(
      house.client().send(new RevokeTokenCommand({ ClientId: home.clientId, Token: '?' })),
      'InvalidParameterException',
      "1 validation error detected: Value at 'token' failed to satisfy constraint: Member must satisfy regular expression pattern: [A-Za-z0-9-_=.]+",
    )
  })

  test('takes refresh tokens only', async () => {
    const tokens = await signIn(house, home)
    for (const token of [tokens.AccessToken, tokens.IdToken]) {
      refused(
        await revoke(home, token),
        'UnsupportedTokenTypeException',
        'Only refresh tokens can be revoked.',
      )
    }
  })

  // R14
  test('needs a client that has revocation, and revokes nothing else', async () => {
    const there = await newHousehold(house, { ...ALL_FLOWS, EnableTokenRevocation: false })
    const { RefreshToken } = await signIn(house, there)
    refused(
      await revoke(there, RefreshToken),
      'UnsupportedOperationException',
      'This feature is not enabled for this client',
    )
    granted(await refresh(house, there, RefreshToken))
  })
})

describe('behaviour', () => {
  test('ends all tokens of the sign-in, refreshed ones too, and no other sign-in', async () => {
    const [one, other] = [await signIn(house, home), await signIn(house, home)]
    const refreshed = granted(await refresh(house, home, one.RefreshToken))
    await revoke(home, one.RefreshToken)
    refused(await getUser(house, one.AccessToken), ...REVOKED)
    refused(await getUser(house, refreshed.AccessToken), ...REVOKED)
    refused(
      await refresh(house, home, one.RefreshToken),
      'NotAuthorizedException',
      'Refresh Token has been revoked',
    )
    assert.equal((await getUser(house, other.AccessToken)).status, 200)
    granted(await refresh(house, home, other.RefreshToken))
  })

  test('can be repeated, and treats a token that was never issued like a revoked one', async () => {
    const { RefreshToken } = await signIn(house, home)
    for (const token of [RefreshToken, RefreshToken, 'garbage']) {
      assert.equal((await revoke(home, token)).text, '{}')
    }
  })

  test('leaves the token of another client alone', async () => {
    const { RefreshToken } = await signIn(house, home)
    const neighbour = await newClient(house.client(), home.poolId)
    refused(await revoke({ clientId: neighbour.id }, RefreshToken), ...WRONG_CLIENT)
    granted(await refresh(house, home, RefreshToken))
  })

  test('by a token that was used up ends the whole family', async () => {
    const there = await newHousehold(house, ROTATING)
    const first = await signIn(house, there)
    const second = granted(await getTokens(house, there, first.RefreshToken))
    await revoke(there, first.RefreshToken)
    refused(await getTokens(house, there, second.RefreshToken), 'NotAuthorizedException')
  })

  test('is not undone when the client disables revocation', async () => {
    const there = await newHousehold(house)
    const { AccessToken, RefreshToken } = await signIn(house, there)
    await revoke(there, RefreshToken)
    await house.client().send(
      new UpdateUserPoolClientCommand({
        UserPoolId: there.poolId,
        ClientId: there.clientId,
        ...ALL_FLOWS,
        EnableTokenRevocation: false,
      }),
    )
    refused(await getUser(house, AccessToken), ...REVOKED)
  })
})
