import assert from 'node:assert/strict'
import { createSign, generateKeyPairSync } from 'node:crypto'
import { before, describe, test } from 'node:test'
import {
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminSetUserPasswordCommand,
  DeleteUserPoolClientCommand,
  DeleteUserPoolCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import fc from 'fast-check'
import { tokenKeys } from '../../../src/domain/tokens/token-keys.ts'
import { newRsaKeyPair } from '../../../src/kernel/cryptography/rsa-key-pair.ts'
import { startPoolhouse, usePoolhouse } from '../../support/poolhouse.ts'
import { newUser, PASSWORD } from '../../support/pools.ts'
import { changeUser } from '../sign-in/fixtures.ts'
import { claimsOf, getUser, type Household, newHousehold, part, refused, signIn } from './fixtures.ts'

// How access tokens are checked, tested with GetUser.

const house = usePoolhouse()
let home: Household

before(async () => {
  home = await newHousehold(house)
})

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

describe('access', () => {
  test('is given to the user of the token', async () => {
    const { AccessToken } = await signIn(house, home)
    const answer = await getUser(house, AccessToken)
    assert.equal(answer.status, 200)
    assert.equal(answer.json.Username, 'alice')
  })

  test('needs no signature and ignores one', async () => {
    const { AccessToken } = await signIn(house, home)
    const headers = { authorization: 'intentionally-invalid-probe' }
    const answer = await house.call('GetUser', { AccessToken }, { signed: false, headers })
    assert.equal(answer.status, 200)
  })
})

describe('validation', () => {
  test('refuses characters that no token has, and does not repeat them', async () => {
    const answer = await getUser(house, 'not a token')
    refused(
      answer,
      'InvalidParameterException',
      "1 validation error detected: Value at 'accessToken' failed to satisfy constraint: Member must satisfy regular expression pattern: [A-Za-z0-9-_=.]+",
    )
  })
})

describe('an access token is refused', () => {
  const notOurs = async (token: string) =>
    refused(await getUser(house, token), 'NotAuthorizedException', 'Invalid Access Token')

  test('when it is no token at all', async () => {
    for (const text of ['x', 'a.b', 'a.b.c', '...', 'e30.e30.e30', `${encode([1])}.${encode(1)}.x`]) {
      await notOurs(text)
    }
  })

  test('when it is an ID token or a refresh token', async () => {
    const tokens = await signIn(house, home)
    await notOurs(tokens.IdToken)
    await notOurs(tokens.RefreshToken)
  })

  test('when another key signed it, whatever it claims', async () => {
    const { AccessToken } = await signIn(house, home)
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const forge = (header: unknown) => {
      const signed = `${encode(header)}.${AccessToken.split('.')[1]}`
      return `${signed}.${createSign('sha256').update(signed).sign(privateKey, 'base64url')}`
    }
    const header = part(AccessToken, 0)
    refused(
      await getUser(house, forge(header)),
      'NotAuthorizedException',
      'Could not verify signature for Access Token',
    )
    await notOurs(forge({ ...header, kid: `${'A'.repeat(43)}=` }))
    await notOurs(forge({ ...header, typ: 'JWT' }))
  })

  test('when its header names another algorithm, or none', async () => {
    const { AccessToken } = await signIn(house, home)
    const [, claims, signature] = AccessToken.split('.')
    for (const alg of ['none', 'HS256', 'RS512', 'PS256']) {
      await notOurs(`${encode({ ...part(AccessToken, 0), alg })}.${claims}.${signature}`)
    }
    await notOurs(`${encode({ alg: 'none' })}.${claims}.`)
  })

  test('when its claims name another pool', async () => {
    const { AccessToken } = await signIn(house, home)
    const other = await newHousehold(house)
    await signIn(house, other)
    const [header, , signature] = AccessToken.split('.')
    const claims = claimsOf(AccessToken)
    const elsewhere = { ...claims, iss: claims.iss.replace(home.poolId, other.poolId) }
    await notOurs(`${header}.${encode(elsewhere)}.${signature}`)
  })

  test('when any of its characters is changed', async () => {
    const { AccessToken } = await signIn(house, home)
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.='
    await fc.assert(
      fc.asyncProperty(
        fc.nat(AccessToken.length - 1),
        fc.constantFrom(...alphabet),
        async (place, character) => {
          fc.pre(AccessToken[place] !== character)
          const changed = AccessToken.slice(0, place) + character + AccessToken.slice(place + 1)
          const { status, json } = await getUser(house, changed)
          assert.equal(status, 400)
          assert.equal(json.__type, 'NotAuthorizedException')
        },
      ),
      { numRuns: 150 },
    )
  })

  test('when the unused bits at the end of its signature are changed', async () => {
    const { AccessToken } = await signIn(house, home)
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
    const last = alphabet.indexOf(AccessToken.at(-1) ?? '')
    const twin = AccessToken.slice(0, -1) + alphabet[last + 1]
    assert.deepEqual(bytesOfSignature(twin), bytesOfSignature(AccessToken))
    refused(
      await getUser(house, twin),
      'NotAuthorizedException',
      'Could not verify signature for Access Token',
    )
  })

  test('when it has expired', async () => {
    const other = await startPoolhouse()
    try {
      const { AccessToken } = await signIn(other, await newHousehold(other))
      other.passTime(3_598_000)
      assert.equal((await getUser(other, AccessToken)).status, 200)
      other.passTime(2000)
      refused(await getUser(other, AccessToken), 'NotAuthorizedException', 'Access Token has expired')
    } finally {
      await other.close()
    }
  })

  test('when its pool was deleted', async () => {
    const other = await newHousehold(house)
    const { AccessToken } = await signIn(house, other)
    await house.client().send(new DeleteUserPoolCommand({ UserPoolId: other.poolId }))
    refused(
      await getUser(house, AccessToken),
      'ResourceNotFoundException',
      `User pool client ${other.clientId} does not exist.`,
    )
  })

  test('when its client was deleted', async () => {
    const other = await newHousehold(house)
    const { AccessToken } = await signIn(house, other)
    const client = { UserPoolId: other.poolId, ClientId: other.clientId }
    await house.client().send(new DeleteUserPoolClientCommand(client))
    refused(
      await getUser(house, AccessToken),
      'ResourceNotFoundException',
      `User pool client ${other.clientId} does not exist.`,
    )
  })

  test('when it lacks the scope of the API', async () => {
    const { AccessToken } = await signIn(house, home)
    const claims = { ...claimsOf(AccessToken), scope: 'openid profile' }
    const token = await tokenKeys(house.storage, newRsaKeyPair).sign(
      home.poolId,
      'access',
      claims,
      Date.now(),
    )
    refused(
      await getUser(house, token),
      'NotAuthorizedException',
      'Access Token does not have required scopes',
    )
  })
})

describe('the state of the user', () => {
  test('is reported: disabled, and after that revoked for good', async () => {
    const other = await newHousehold(house)
    const { AccessToken } = await signIn(house, other)
    const user = { UserPoolId: other.poolId, Username: 'alice' }
    await house.client().send(new AdminDisableUserCommand(user))
    refused(await getUser(house, AccessToken), 'NotAuthorizedException', 'User is disabled.')
    await house.client().send(new AdminEnableUserCommand(user))
    refused(await getUser(house, AccessToken), 'NotAuthorizedException', 'Access Token has been revoked')
    assert.equal((await getUser(house, (await signIn(house, other)).AccessToken)).status, 200)
  })

  test('is reported: deleted, and when the name is taken again, unconfirmed and then another user', async () => {
    const other = await newHousehold(house)
    const { AccessToken } = await signIn(house, other)
    const user = { UserPoolId: other.poolId, Username: 'alice' }
    await house.client().send(new AdminDeleteUserCommand(user))
    refused(await getUser(house, AccessToken), 'UserNotFoundException', 'User does not exist.')
    const again = { ClientId: other.clientId, Username: 'alice', Password: PASSWORD }
    await house.client().send(new SignUpCommand(again))
    refused(await getUser(house, AccessToken), 'UserNotConfirmedException', 'User is not confirmed.')
    await house.client().send(new AdminDeleteUserCommand(user))
    await newUser(house.client(), other.poolId)
    refused(await getUser(house, AccessToken), 'NotAuthorizedException', 'Invalid access token.')
  })

  test('is reported: must choose a new password', async () => {
    const other = await newHousehold(house)
    const { AccessToken } = await signIn(house, other)
    await changeUser(house, other.poolId, other.sub, { status: 'RESET_REQUIRED' })
    refused(
      await getUser(house, AccessToken),
      'PasswordResetRequiredException',
      'Password reset required for the user',
    )
  })

  test('with a new password, permanent or not, leaves tokens unchanged', async () => {
    const other = await newHousehold(house)
    const { AccessToken } = await signIn(house, other)
    for (const Permanent of [true, false]) {
      await house.client().send(
        new AdminSetUserPasswordCommand({
          UserPoolId: other.poolId,
          Username: 'alice',
          Password: 'Another-Horse-8',
          Permanent,
        }),
      )
      assert.equal((await getUser(house, AccessToken)).status, 200)
    }
  })
})

function bytesOfSignature(token: string): Buffer {
  return Buffer.from(token.split('.')[2] ?? '', 'base64url')
}
