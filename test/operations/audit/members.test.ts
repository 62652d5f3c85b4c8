import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { auditedMembers } from '../../../src/contract/audited-members.ts'
import { model } from '../../../src/contract/model.ts'
import { useJourneys } from '../../support/journeys.ts'
import { list, PASSWORD } from '../../support/pools.ts'
import { HIDDEN, recordOf, text } from './audit-records.ts'

const it = useJourneys()
let UserPoolId: string

before(async () => {
  UserPoolId = await it.newPool({ UserPoolTier: 'LITE' })
})

/** The record of a call that must succeed. */
async function record(operation: string, input: object, signed = true) {
  const answer = await it.house.call(operation, input, { signed })
  assert.equal(answer.status, 200, answer.text)
  return recordOf(it.house, answer)
}

describe('the record of SignUp', () => {
  test('hides name, password and attributes, and shows client and answer', async () => {
    const ClientId = await it.newClient(UserPoolId)
    const input = { ClientId, Username: 'shown', Password: PASSWORD, UserAttributes: list({ name: 'Al' }) }
    const { requestParameters, responseElements } = await record('SignUp', input, false)
    const { sub: userSub } = (await it.look(UserPoolId, 'shown')).attributes
    assert.equal(
      text(requestParameters),
      text({ clientId: ClientId, username: HIDDEN, password: HIDDEN, userAttributes: HIDDEN }),
    )
    assert.equal(text(responseElements), text({ userConfirmed: false, userSub }))
  })

  test('shows no attributes where none were sent', async () => {
    const ClientId = await it.newClient(UserPoolId)
    const input = { ClientId, Username: 'plain', Password: PASSWORD }
    const { requestParameters } = await record('SignUp', input, false)
    assert.equal(text(requestParameters), text({ clientId: ClientId, username: HIDDEN, password: HIDDEN }))
  })
})

describe('the record of UpdateUserAttributes', () => {
  test('hides the whole list and the token, and shows no answer', async () => {
    const user = await it.member(UserPoolId, await it.newClient(UserPoolId))
    const AccessToken = await it.signIn(user)
    const input = { AccessToken, UserAttributes: list({ name: 'Al', nickname: 'A' }) }
    const { requestParameters, responseElements } = await record('UpdateUserAttributes', input, false)
    assert.equal(text(requestParameters), text({ userAttributes: HIDDEN, accessToken: HIDDEN }))
    assert.equal(responseElements, null)
  })
})

describe('the record of CreateUserPoolClient', () => {
  const sent = {
    ClientName: 'recorded',
    ReadAttributes: ['email'],
    WriteAttributes: ['email'],
    ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
  }

  test('shows what was sent and the two defaults of the service', async () => {
    const { requestParameters } = await record('CreateUserPoolClient', { UserPoolId, ...sent })
    assert.equal(
      text(requestParameters),
      text({
        userPoolId: UserPoolId,
        clientName: 'recorded',
        generateSecret: false,
        readAttributes: ['email'],
        writeAttributes: ['email'],
        explicitAuthFlows: sent.ExplicitAuthFlows,
        allowedOAuthFlowsUserPoolClient: false,
      }),
    )
  })

  test('shows the new client in the order of the service, with dates as Americans write them', async () => {
    const { eventTime, responseElements } = await record('CreateUserPoolClient', { UserPoolId, ...sent })
    const { userPoolClient } = responseElements
    const date = userPoolClient.creationDate
    assert.match(date, /^[A-Z][a-z]{2} \d{1,2}, \d{4}, \d{1,2}:\d\d:\d\d [AP]M$/)
    assert.equal(Date.parse(`${date} UTC`), Date.parse(eventTime))
    assert.equal(
      text(userPoolClient),
      text({
        userPoolId: UserPoolId,
        clientName: 'recorded',
        clientId: userPoolClient.clientId,
        lastModifiedDate: date,
        creationDate: date,
        refreshTokenValidity: 30,
        tokenValidityUnits: {},
        readAttributes: ['email'],
        writeAttributes: ['email'],
        explicitAuthFlows: userPoolClient.explicitAuthFlows,
        allowedOAuthFlowsUserPoolClient: false,
        enableTokenRevocation: true,
        enablePropagateAdditionalUserContextData: false,
        authSessionValidity: 3,
      }),
    )
    assert.deepEqual(userPoolClient.explicitAuthFlows.toSorted(), sent.ExplicitAuthFlows.toSorted())
  })

  test('hides the secret', async () => {
    const input = { UserPoolId, ClientName: 'secret', GenerateSecret: true }
    const { requestParameters, responseElements } = await record('CreateUserPoolClient', input)
    assert.equal(requestParameters.generateSecret, true)
    assert.equal(responseElements.userPoolClient.clientSecret, HIDDEN)
  })
})

describe('the record of CreateUserPool', () => {
  test('shows what was sent, without defaults', async () => {
    const Schema = [
      { Name: 'plan', AttributeDataType: 'String', Mutable: true },
      { Name: 'email', AttributeDataType: 'String', Mutable: true, Required: true },
    ]
    const { requestParameters } = await record('CreateUserPool', {
      UserPoolTier: 'LITE',
      Schema,
      PoolName: 'recorded',
    })
    assert.equal(
      text(requestParameters),
      text({
        poolName: 'recorded',
        schema: [
          { name: 'plan', attributeDataType: 'String', mutable: true },
          { name: 'email', attributeDataType: 'String', mutable: true, required: true },
        ],
        userPoolTier: 'LITE',
      }),
    )
  })

  test('shows the new pool in the order of the service, with dates of RFC 3339', async () => {
    const { eventTime, responseElements } = await record('CreateUserPool', { PoolName: 'recorded' })
    const { userPool } = responseElements
    assert.deepEqual(Object.keys(userPool).slice(0, 8), [
      'id',
      'name',
      'policies',
      'deletionProtection',
      'lambdaConfig',
      'lastModifiedDate',
      'creationDate',
      'schemaAttributes',
    ])
    assert.deepEqual(userPool.lambdaConfig, {})
    assert.equal(userPool.schemaAttributes.length, 20)
    assert.deepEqual([userPool.creationDate, userPool.lastModifiedDate], [eventTime, eventTime])
  })
})

describe('the record of a new group', () => {
  test('shows dates of RFC 3339', async () => {
    const { eventTime, responseElements } = await record('CreateGroup', { UserPoolId, GroupName: 'dated' })
    const { creationDate, lastModifiedDate } = responseElements.group
    assert.deepEqual([creationDate, lastModifiedDate], [eventTime, eventTime])
  })
})

describe('what a record shows', () => {
  const CASES: [what: string, operation: keyof typeof model.operations, input: object, hidden: string[]][] = [
    [
      'a sign-in',
      'AdminInitiateAuth',
      { AuthParameters: { PASSWORD }, ClientMetadata: { a: 'b' }, ContextData: { IpAddress: '192.0.2.1' } },
      ['authParameters', 'clientMetadata', 'contextData'],
    ],
    [
      'an answer to a challenge',
      'RespondToAuthChallenge',
      { ChallengeResponses: { NEW_PASSWORD: PASSWORD }, Session: 's', UserContextData: { EncodedData: 'e' } },
      ['challengeResponses', 'session', 'userContextData'],
    ],
    [
      'a recovery',
      'ConfirmForgotPassword',
      { SecretHash: 'h', Username: 'alice', ConfirmationCode: '123456', Password: PASSWORD },
      ['secretHash', 'username', 'confirmationCode', 'password'],
    ],
    [
      'a refresh',
      'GetTokensFromRefreshToken',
      { RefreshToken: 't', ClientSecret: 's' },
      ['refreshToken', 'clientSecret'],
    ],
    ['a revocation', 'RevokeToken', { Token: 't', ClientSecret: 's' }, ['token', 'clientSecret']],
    [
      'a device',
      'ConfirmDevice',
      { AccessToken: 't', DeviceSecretVerifierConfig: { PasswordVerifier: 'v', Salt: 's' } },
      ['accessToken', 'deviceSecretVerifierConfig'],
    ],
    [
      'a passkey',
      'CompleteWebAuthnRegistration',
      { AccessToken: 't', Credential: { id: 'c' } },
      ['accessToken', 'credential'],
    ],
    [
      'an identity provider',
      'CreateIdentityProvider',
      { ProviderDetails: { client_secret: 's' } },
      ['providerDetails'],
    ],
    ['a second factor', 'VerifySoftwareToken', { UserCode: '123456' }, ['userCode']],
  ]
  for (const [what, operation, input, hidden] of CASES) {
    test(`of ${what} is hidden: ${hidden.join(', ')}`, () => {
      const shape = model.operations[operation]?.input ?? assert.fail(`no ${operation}`)
      const shown = auditedMembers(shape, { ...input, ClientId: 'client', UserPoolId }) as object
      const members = Object.entries(shown).filter(([, value]) => value === HIDDEN)
      assert.deepEqual(members.map(([name]) => name).toSorted(), hidden.toSorted())
    })
  }

  test('of a client and a pool are their ids', () => {
    const shown = auditedMembers('AdminInitiateAuthRequest', { UserPoolId, ClientId: 'client' })
    assert.deepEqual(shown, { userPoolId: UserPoolId, clientId: 'client' })
  })

  test('of everything that the contract calls a secret is hidden, except the client id', () => {
    const secrets = Object.entries(model.shapes).filter(
      ([name, shape]) => 'sensitive' in shape && shape.sensitive === true && name !== 'ClientIdType',
    )
    assert.ok(secrets.length > 5)
    for (const [name] of secrets) assert.equal(auditedMembers(name, 'secret'), HIDDEN, name)
  })
})
