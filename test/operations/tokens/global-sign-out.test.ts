import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import {
  AdminDeleteUserCommand,
  DeleteUserPoolClientCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { usePoolhouse } from '../../support/poolhouse.ts'
import { ALL_FLOWS, newUser } from '../../support/pools.ts'
import { changeUser } from '../sign-in/fixtures.ts'
import { getUser, type Household, newHousehold, refresh, refused, signIn } from './fixtures.ts'

const house = usePoolhouse()
let home: Household

before(async () => {
  home = await newHousehold(house)
})

const signOut = (AccessToken: string) => house.call('GlobalSignOut', { AccessToken }, { signed: false })

const REVOKED = ['NotAuthorizedException', 'Access Token has been revoked'] as const

describe('access', () => {
  test('is given by an access token and by no other', async () => {
    const { IdToken } = await signIn(house, home)
    refused(await signOut(IdToken), 'NotAuthorizedException', 'Invalid Access Token')
  })

  test('ends with the user: this operation declares no error for that', async () => {
    const there = await newHousehold(house)
    const { AccessToken } = await signIn(house, there)
    await house.client().send(new AdminDeleteUserCommand({ UserPoolId: there.poolId, Username: 'alice' }))
    refused(await signOut(AccessToken), 'NotAuthorizedException', 'Invalid access token.')
  })

  test('ends with the client', async () => {
    const there = await newHousehold(house)
    const { AccessToken } = await signIn(house, there)
    const client = { UserPoolId: there.poolId, ClientId: there.clientId }
    await house.client().send(new DeleteUserPoolClientCommand(client))
    refused(
      await signOut(AccessToken),
      'ResourceNotFoundException',
      `User pool client ${there.clientId} does not exist.`,
    )
  })

  test('is not given to a user who is unconfirmed or has to choose a password', async () => {
    const there = await newHousehold(house)
    const { AccessToken } = await signIn(house, there)
    await changeUser(house, there.poolId, there.sub, { status: 'UNCONFIRMED' })
    refused(await signOut(AccessToken), 'UserNotConfirmedException', 'User is not confirmed.')
    await changeUser(house, there.poolId, there.sub, { status: 'RESET_REQUIRED' })
    refused(
      await signOut(AccessToken),
      'PasswordResetRequiredException',
      'Password reset required for the user',
    )
  })
})

describe('validation', () => {
  test('asks for the token', async () => {
    const answer = await house.call('GlobalSignOut', {}, { signed: false })
    refused(
      answer,
      'InvalidParameterException',
      "1 validation error detected: Value at 'accessToken' failed to satisfy constraint: Member must not be null",
    )
  })
})

describe('behaviour', () => {
  test('ends every sign-in of the user, and lets the next one begin immediately', async () => {
    const [one, other] = [await signIn(house, home), await signIn(house, home)]
    assert.equal((await signOut(one.AccessToken)).text, '{}')
    for (const { AccessToken, RefreshToken } of [one, other]) {
      refused(await getUser(house, AccessToken), ...REVOKED)
      refused(
        await refresh(house, home, RefreshToken),
        'NotAuthorizedException',
        'Refresh Token has been revoked',
      )
    }
    assert.equal((await getUser(house, (await signIn(house, home)).AccessToken)).status, 200)
  })

  test('reaches tokens that name no origin', async () => {
    const there = await newHousehold(house, { ...ALL_FLOWS, EnableTokenRevocation: false })
    const { AccessToken } = await signIn(house, there)
    await signOut(AccessToken)
    refused(await getUser(house, AccessToken), ...REVOKED)
  })

  test('is on record with the user, without the token', async () => {
    const there = await newHousehold(house)
    const { AccessToken } = await signIn(house, there)
    const answer = await signOut(AccessToken)
    const events = await house.storage.stores.auditEvents.list({ limit: 1000 })
    const record = events.find(
      ({ record: { requestID } }) => requestID === answer.headers.get('x-amzn-requestid'),
    )
    assert.equal(record?.eventName, 'GlobalSignOut')
    assert.deepEqual(record?.record.additionalEventData, { sub: there.sub })
    assert.deepEqual(record?.record.userIdentity, { type: 'Unknown', principalId: 'Anonymous' })
    assert.deepEqual(record?.record.requestParameters, { accessToken: 'HIDDEN_DUE_TO_SECURITY_REASONS' })
  })

  test('leaves other users signed in', async () => {
    const there = await newHousehold(house)
    const alice = await signIn(house, there)
    await newUser(house.client(), there.poolId, 'bob')
    const bob = await house.call(
      'InitiateAuth',
      {
        ClientId: there.clientId,
        AuthFlow: 'USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: 'bob', PASSWORD: 'Correct-Horse-7' },
      },
      { signed: false },
    )
    await signOut(alice.AccessToken)
    assert.equal((await getUser(house, bob.json.AuthenticationResult.AccessToken)).status, 200)
  })
})
