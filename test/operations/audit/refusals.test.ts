import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { OTHER_PASSWORD, openJourneys, type SignedUp, useJourneys } from '../../support/journeys.ts'
import { ACCOUNT, CUT_OFF } from '../../support/poolhouse.ts'
import { list, PASSWORD } from '../../support/pools.ts'
import { recordOf, recordsOf } from './audit-records.ts'

const it = useJourneys()
let UserPoolId: string
let ClientId: string
let user: SignedUp

before(async () => {
  UserPoolId = await it.newPool()
  ClientId = await it.newClient(UserPoolId)
  user = await it.member(UserPoolId, ClientId)
})

describe('a denial by IAM', () => {
  const STATEMENT = { Effect: 'Allow', Action: 'cognito-idp:ListUserPools', Resource: '*' }
  const ELSEWHERE = { Version: '2012-10-17', Statement: STATEMENT }

  test('is recorded as AccessDenied, with neither request nor answer, and names the caller', async () => {
    const credentials = await it.house.userWith(ELSEWHERE, 'powerless')
    const answer = await it.house.call('DeleteUserPool', { UserPoolId }, { credentials })
    assert.equal(answer.json.__type, 'AccessDeniedException')
    const record = await recordOf(it.house, answer)
    assert.equal(record.errorCode, 'AccessDenied')
    assert.equal(record.errorMessage, answer.json.Message)
    assert.equal(record.requestParameters, null)
    assert.equal(record.responseElements, null)
    assert.equal('additionalEventData' in record, false)
    assert.equal(record.userIdentity.userName, 'powerless')
  })

  test('of a role that the caller may not pass on is recorded once', async () => {
    const Statement = [{ Effect: 'Allow', Action: 'cognito-idp:*', Resource: '*' }]
    const credentials = await it.house.userWith({ Version: '2012-10-17', Statement }, 'no-roles')
    const RoleArn = `arn:aws:iam::${ACCOUNT}:role/Reader`
    const input = { UserPoolId, GroupName: 'readers', RoleArn }
    const record = await recordOf(it.house, await it.house.call('CreateGroup', input, { credentials }))
    assert.equal(record.errorCode, 'AccessDenied')
    assert.match(record.errorMessage, /iam:PassRole/)
  })
})

describe('the refusal of a change', () => {
  test('is recorded if the caller signed', async () => {
    const input = { UserPoolId, Username: 'nobody' }
    const answer = await it.house.call('AdminDeleteUser', input)
    const record = await recordOf(it.house, answer)
    assert.deepEqual([record.errorCode, record.errorMessage], [answer.json.__type, answer.json.message])
    assert.equal(record.errorCode, 'UserNotFoundException')
    assert.equal(record.requestParameters.userPoolId, UserPoolId)
    assert.equal(record.responseElements, null)
  })

  test('is recorded once, together with the failed password', async () => {
    const client = await it.newClient(UserPoolId, { ExplicitAuthFlows: ['ALLOW_ADMIN_USER_PASSWORD_AUTH'] })
    const AuthParameters = { USERNAME: user.Username, PASSWORD: OTHER_PASSWORD }
    const flow = { AuthFlow: 'ADMIN_USER_PASSWORD_AUTH', AuthParameters }
    const answer = await it.house.call('AdminInitiateAuth', { UserPoolId, ClientId: client, ...flow })
    assert.equal((await recordOf(it.house, answer)).errorCode, 'NotAuthorizedException')
  })

  test('is recorded if the caller sent an access token', async () => {
    const AccessToken = await it.signIn(user)
    const input = { AccessToken, PreviousPassword: OTHER_PASSWORD, ProposedPassword: 'Third-Horse-9' }
    const answer = await it.house.call('ChangePassword', input, { signed: false })
    const record = await recordOf(it.house, answer)
    assert.equal(record.errorCode, 'NotAuthorizedException')
    assert.deepEqual(record.additionalEventData, { sub: user.sub })
  })

  test('of a stranger is not recorded: these could fill the trail', async () => {
    for (const [operation, input] of [
      ['SignUp', { ClientId, Username: user.Username, Password: PASSWORD }],
      ['SignUp', { ClientId, Username: 'x', Password: PASSWORD, UserAttributes: list({ 'custom:no': 'x' }) }],
      ['ConfirmSignUp', { ClientId, Username: 'nobody', ConfirmationCode: '123456' }],
      ['UpdateUserAttributes', { AccessToken: 'none.of.ours', UserAttributes: list({ name: 'x' }) }],
    ] as const) {
      const answer = await it.house.call(operation, input, { signed: false })
      assert.equal(answer.status, 400)
      assert.deepEqual(await recordsOf(it.house, answer), [], operation)
    }
  })

  test('of a request that has no meaning is not', async () => {
    const answer = await it.house.call('CreateGroup', { UserPoolId })
    assert.equal(answer.json.__type, 'InvalidParameterException')
    assert.deepEqual(await recordsOf(it.house, answer), [])
  })
})

test('a change that stood before its message failed has one record, of the change', async () => {
  const cut = await openJourneys({ messages: CUT_OFF })
  const pool = await cut.newPool({ AutoVerifiedAttributes: ['email'] })
  const input = { ClientId: await cut.newClient(pool), Username: 'cut-off', Password: PASSWORD }
  const UserAttributes = list({ email: 'a@example.com' })
  const answer = await cut.house.call('SignUp', { ...input, UserAttributes }, { signed: false })
  assert.equal(answer.json.__type, 'CodeDeliveryFailureException')
  const record = await recordOf(cut.house, answer)
  assert.equal(record.errorCode, undefined)
  assert.equal(record.responseElements.userConfirmed, false)
  await cut.close()
})
