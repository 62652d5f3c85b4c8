import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type { AuditEvent } from '../../../src/domain/audit/audit-event.ts'
import { codeAt } from '../../support/authenticator-app.ts'
import { useJourneys } from '../../support/journeys.ts'
import { ACCOUNT, type RawAnswer } from '../../support/poolhouse.ts'
import { PASSWORD } from '../../support/pools.ts'

// Each record is stored with its pool, even if the record in the form of the service does not name one.

const ELSEWHERE = 'eu-west-1'

const it = useJourneys()
let UserPoolId: string
let ClientId: string

before(async () => {
  const pool = await it.house.call('CreateUserPool', { PoolName: 'west' }, { region: ELSEWHERE })
  UserPoolId = pool.json.UserPool.Id
  const client = { UserPoolId, ClientName: 'web', ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'] }
  const made = await it.house.call('CreateUserPoolClient', client, { region: ELSEWHERE })
  ClientId = made.json.UserPoolClient.ClientId
})

async function eventOf({ headers }: RawAnswer): Promise<AuditEvent> {
  const events = await it.house.storage.stores.auditEvents.list({ limit: 10_000 })
  const [event, ...others] = events.filter(
    ({ record }) => record.requestID === headers.get('x-amzn-requestid'),
  )
  assert.ok(event)
  assert.deepEqual(others, [])
  return event
}

describe('the pool and the region of a record', () => {
  test('are those of the client in a call that is not signed', async () => {
    const input = { ClientId, Username: 'kim', Password: PASSWORD }
    const signUp = await eventOf(await it.house.call('SignUp', input, { signed: false }))
    assert.deepEqual([signUp.userPoolId, signUp.region], [UserPoolId, ELSEWHERE])
    assert.equal(signUp.record.awsRegion, ELSEWHERE)

    const confirm = { UserPoolId, Username: 'kim' }
    await it.house.call('AdminConfirmSignUp', confirm, { region: ELSEWHERE })
    for (const password of [PASSWORD, 'Wrong-Horse-7']) {
      const AuthParameters = { USERNAME: 'kim', PASSWORD: password }
      const flow = { ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters }
      const signIn = await eventOf(await it.house.call('InitiateAuth', flow, { signed: false }))
      assert.deepEqual([signIn.userPoolId, signIn.region], [UserPoolId, ELSEWHERE])
      assert.equal(signIn.record.awsRegion, ELSEWHERE)
    }
  })

  test('are those of the user in a call with an access token', async () => {
    const AuthParameters = { USERNAME: 'kim', PASSWORD }
    const flow = { ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters }
    const { json } = await it.house.call('InitiateAuth', flow, { signed: false })
    const { AccessToken } = json.AuthenticationResult
    const event = await eventOf(await it.house.call('GlobalSignOut', { AccessToken }, { signed: false }))
    assert.deepEqual([event.userPoolId, event.region], [UserPoolId, ELSEWHERE])
  })

  test('are those of the user in a call with nothing but the session of a sign-in', async () => {
    const signed = { region: ELSEWHERE }
    const pool = (await it.house.call('CreateUserPool', { PoolName: 'strict' }, signed)).json.UserPool.Id
    const client = { UserPoolId: pool, ClientName: 'app', ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'] }
    const made = await it.house.call('CreateUserPoolClient', client, signed)
    const strict = { MfaConfiguration: 'ON', SoftwareTokenMfaConfiguration: { Enabled: true } }
    await it.house.call('SetUserPoolMfaConfig', { UserPoolId: pool, ...strict }, signed)
    const user = { UserPoolId: pool, Username: 'lou' }
    await it.house.call('AdminCreateUser', { ...user, MessageAction: 'SUPPRESS' }, signed)
    await it.house.call('AdminSetUserPassword', { ...user, Password: PASSWORD, Permanent: true }, signed)

    const { ClientId } = made.json.UserPoolClient
    const AuthParameters = { USERNAME: 'lou', PASSWORD }
    const flow = { ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters }
    const { Session } = (await it.house.call('InitiateAuth', flow, { signed: false })).json
    const associated = await it.house.call('AssociateSoftwareToken', { Session }, { signed: false })
    const answers = { UserCode: '000000', Session: associated.json.Session }
    const refused = await it.house.call('VerifySoftwareToken', answers, { signed: false })
    assert.equal(refused.status, 400)
    const right = { ...answers, UserCode: codeAt(associated.json.SecretCode, Date.now()) }
    const verified = await it.house.call('VerifySoftwareToken', right, { signed: false })
    assert.equal(verified.status, 200)
    for (const answer of [associated, refused, verified]) {
      const event = await eventOf(answer)
      assert.deepEqual([event.userPoolId, event.region], [pool, ELSEWHERE])
      assert.equal(event.record.awsRegion, ELSEWHERE)
    }
  })

  test('are known of a call that was denied', async () => {
    const nothing = { Effect: 'Allow', Action: 'cognito-idp:ListUserPools', Resource: '*' }
    const credentials = await it.house.userWith({ Version: '2012-10-17', Statement: nothing })
    const ResourceArn = `arn:aws:cognito-idp:${ELSEWHERE}:${ACCOUNT}:userpool/${UserPoolId}`
    for (const [operation, input] of [
      ['DeleteUserPool', { UserPoolId }],
      ['TagResource', { ResourceArn, Tags: { a: 'b' } }],
    ] as const) {
      const options = { credentials, region: ELSEWHERE }
      const event = await eventOf(await it.house.call(operation, input, options))
      assert.equal(event.record.errorCode, 'AccessDenied')
      assert.deepEqual([event.userPoolId, event.region], [UserPoolId, ELSEWHERE])
    }
  })

  test('are those of the pool that was made', async () => {
    const made = await it.house.call('CreateUserPool', { PoolName: 'new' }, { region: ELSEWHERE })
    const event = await eventOf(made)
    assert.deepEqual([event.userPoolId, event.region], [made.json.UserPool.Id, ELSEWHERE])
  })
})
