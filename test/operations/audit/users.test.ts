import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { OTHER_PASSWORD, type SignedUp, useJourneys } from '../../support/journeys.ts'
import type { RawAnswer } from '../../support/poolhouse.ts'
import { list, PASSWORD } from '../../support/pools.ts'
import { srpClient, timestamp } from '../../support/srp-client.ts'
import { recordOf, recordsOf } from './audit-records.ts'

// `additionalEventData.sub` names the user that a call concerned, if known. The service also has it for GetUser, but
// calls that only read are not recorded here.

const it = useJourneys()
let UserPoolId: string
let ClientId: string
let user: SignedUp
let AccessToken: string

before(async () => {
  UserPoolId = await it.newPool()
  const ExplicitAuthFlows = [
    'ALLOW_USER_PASSWORD_AUTH',
    'ALLOW_ADMIN_USER_PASSWORD_AUTH',
    'ALLOW_USER_SRP_AUTH',
    'ALLOW_REFRESH_TOKEN_AUTH',
  ]
  ClientId = await it.newClient(UserPoolId, { ExplicitAuthFlows })
  user = await it.member(UserPoolId, ClientId)
  AccessToken = await it.signIn(user)
})

const call = (operation: string, input: object, signed = false) => it.house.call(operation, input, { signed })

const initiate = (AuthFlow: string, AuthParameters: object, operation = 'InitiateAuth') => {
  const admin = operation === 'AdminInitiateAuth'
  return call(operation, { ClientId, AuthFlow, AuthParameters, ...(admin && { UserPoolId }) }, admin)
}

async function subOf(answer: RawAnswer): Promise<string | undefined> {
  const { additionalEventData } = await recordOf(it.house, answer)
  if (additionalEventData !== undefined) assert.deepEqual(Object.keys(additionalEventData), ['sub'])
  return additionalEventData?.sub
}

describe('the record names the user', () => {
  test('who updates attributes', async () => {
    const answer = await call('UpdateUserAttributes', { AccessToken, UserAttributes: list({ name: 'Al' }) })
    assert.equal(answer.status, 200)
    assert.equal(await subOf(answer), user.sub)
  })

  test('whose attributes are refused, with the exact text', async () => {
    const UserAttributes = list({ 'custom:unknown': 'x' })
    const answer = await call('UpdateUserAttributes', { AccessToken, UserAttributes })
    assert.equal(answer.status, 400)
    const record = await recordOf(it.house, answer)
    assert.deepEqual([record.errorCode, record.errorMessage], [answer.json.__type, answer.json.message])
    assert.ok(record.errorMessage.endsWith('Attribute does not exist in the schema.\n'))
    assert.equal(record.responseElements, null)
    assert.deepEqual(record.additionalEventData, { sub: user.sub })
  })

  test('who signs up', async () => {
    const answer = await call('SignUp', { ClientId, Username: 'newcomer', Password: PASSWORD })
    assert.equal(answer.status, 200)
    assert.equal(await subOf(answer), answer.json.UserSub)
  })

  test('who signs in with a password, also by an administrator', async () => {
    const parameters = { USERNAME: user.Username, PASSWORD }
    for (const [flow, operation] of [
      ['USER_PASSWORD_AUTH', 'InitiateAuth'],
      ['ADMIN_USER_PASSWORD_AUTH', 'AdminInitiateAuth'],
    ] as const) {
      const answer = await initiate(flow, parameters, operation)
      assert.equal(answer.status, 200)
      assert.equal(await subOf(answer), user.sub)
    }
  })

  test('who answers the challenge of SRP, while the challenge itself is not recorded', async () => {
    const srp = srpClient(UserPoolId)
    const challenge = await initiate('USER_SRP_AUTH', { USERNAME: user.Username, SRP_A: srp.publicKey })
    assert.deepEqual(await recordsOf(it.house, challenge), [])
    const ChallengeResponses = srp.prove(challenge.json.ChallengeParameters, PASSWORD, timestamp(Date.now()))
    const input = { ClientId, ChallengeName: 'PASSWORD_VERIFIER', ChallengeResponses }
    const answer = await call('RespondToAuthChallenge', input)
    assert.equal(answer.status, 200, answer.text)
    assert.equal(await subOf(answer), user.sub)
  })

  test('whose password was wrong', async () => {
    const answer = await initiate('USER_PASSWORD_AUTH', {
      USERNAME: user.Username,
      PASSWORD: OTHER_PASSWORD,
    })
    assert.equal(answer.json.__type, 'NotAuthorizedException')
    assert.equal(await subOf(answer), user.sub)
  })

  test('whose tokens are refreshed', async () => {
    const first = await initiate('USER_PASSWORD_AUTH', { USERNAME: user.Username, PASSWORD })
    const { RefreshToken } = first.json.AuthenticationResult
    const flow = await initiate('REFRESH_TOKEN_AUTH', { REFRESH_TOKEN: RefreshToken })
    assert.equal(await subOf(flow), user.sub)
  })
})

describe('the record names no user', () => {
  test('if the change concerns a pool or a client', async () => {
    for (const [operation, input] of [
      ['CreateUserPool', { PoolName: 'pool' }],
      ['CreateUserPoolClient', { UserPoolId, ClientName: 'client' }],
    ] as const) {
      assert.equal(await subOf(await call(operation, input, true)), undefined)
    }
  })

  test('if the schema refuses what an administrator changes', async () => {
    const UserAttributes = list({ 'custom:unknown': 'x' })
    const input = { UserPoolId, Username: user.Username, UserAttributes }
    const answer = await call('AdminUpdateUserAttributes', input, true)
    assert.equal(answer.status, 400)
    assert.equal(await subOf(answer), undefined)
  })
})

describe('the trail', () => {
  test('leaves out the reads of users', async () => {
    const answer = await call('GetUser', { AccessToken })
    assert.equal(answer.status, 200)
    assert.deepEqual(await recordsOf(it.house, answer), [])
  })
})
