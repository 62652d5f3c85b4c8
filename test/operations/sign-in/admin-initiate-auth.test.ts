import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import {
  AdminInitiateAuthCommand,
  AdminResetUserPasswordCommand,
  type AuthFlowType,
  type CognitoIdentityProviderClient,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { ACCOUNT, type Poolhouse, REGION, startPoolhouse } from '../../support/poolhouse.ts'
import { inviteUser, newClient, newPool, newUser, PASSWORD, TEMPORARY } from '../../support/pools.ts'
import { refuses } from '../../support/refuses.ts'
import { chooseNewPassword, HIDING, WRONG } from './fixtures.ts'

let house: Poolhouse
let root: CognitoIdentityProviderClient
let pool: string
let client: string

before(async () => {
  house = await startPoolhouse()
  root = house.client()
  pool = await newPool(root)
  client = (await newClient(root, pool)).id
  await newUser(root, pool)
})
after(() => house.close())

function initiate(
  AuthFlow: AuthFlowType,
  AuthParameters: Record<string, string>,
  { UserPoolId = pool, ClientId = client, by = root } = {},
) {
  return by.send(new AdminInitiateAuthCommand({ UserPoolId, ClientId, AuthFlow, AuthParameters }))
}

const ALICE = { USERNAME: 'alice', PASSWORD }

describe('access', () => {
  test('asks for a signature', async () => {
    const { text } = await house.call('AdminInitiateAuth', {}, { signed: false })
    assert.equal(
      text,
      '{"__type":"MissingAuthenticationTokenException","message":"Missing Authentication Token"}',
    )
  })

  test('asks for an IAM action on the pool', async () => {
    const arn = `arn:aws:cognito-idp:${REGION}:${ACCOUNT}:userpool/${pool}`
    const statement = { Effect: 'Allow', Action: 'cognito-idp:AdminInitiateAuth', Resource: arn }
    const by = await house.clientAs({ Version: '2012-10-17', Statement: [statement] })
    assert.ok((await initiate('ADMIN_USER_PASSWORD_AUTH', ALICE, { by })).AuthenticationResult)
    const other = await newPool(root)
    const call = initiate('ADMIN_USER_PASSWORD_AUTH', ALICE, { by, UserPoolId: other })
    await assert.rejects(call, { name: 'AccessDeniedException' })
  })
})

describe('validation', () => {
  test('refuses a pool and a client that do not exist, and a client of another pool', async () => {
    const notFound = (call: Promise<unknown>, message: string) =>
      refuses(call, 'ResourceNotFoundException', message)
    const UserPoolId = `${REGION}_AAAAAAAAA`
    const flow = 'ADMIN_USER_PASSWORD_AUTH'
    await notFound(initiate(flow, ALICE, { UserPoolId }), `User pool ${UserPoolId} does not exist.`)
    const ClientId = '0123456789abcdefghijklmnop'
    await notFound(initiate(flow, ALICE, { ClientId }), `User pool client ${ClientId} does not exist.`)
    const other = await newPool(root)
    await notFound(
      initiate(flow, ALICE, { UserPoolId: other }),
      `User pool client ${client} does not exist in user pool ${other}.`,
    )
  })

  test('asks for name and password', async () => {
    for (const [parameters, missing] of [
      [{}, 'USERNAME'],
      [{ USERNAME: 'alice' }, 'PASSWORD'],
    ] as const) {
      await refuses(
        initiate('ADMIN_NO_SRP_AUTH', parameters),
        'InvalidParameterException',
        `Missing required parameter ${missing}`,
      )
    }
  })
})

describe('behaviour', () => {
  for (const flow of ['ADMIN_USER_PASSWORD_AUTH', 'ADMIN_NO_SRP_AUTH'] as const) {
    test(`gives tokens for a password in ${flow}`, async () => {
      const { AuthenticationResult, ChallengeParameters } = await initiate(flow, ALICE)
      assert.deepEqual(ChallengeParameters, {})
      const { AccessToken, IdToken, RefreshToken, ...rest } = AuthenticationResult ?? {}
      assert.ok(AccessToken && IdToken && RefreshToken)
      assert.deepEqual(rest, { ExpiresIn: 3600, TokenType: 'Bearer' })
    })
  }

  test('refuses the flow of public clients, and flows that the client does not have', async () => {
    const invalid = (call: Promise<unknown>, message: string) =>
      refuses(call, 'InvalidParameterException', message)
    await invalid(initiate('USER_PASSWORD_AUTH', ALICE), 'Initiate Auth method not supported.')
    const { id: ClientId } = await newClient(root, pool, {})
    const call = initiate('ADMIN_USER_PASSWORD_AUTH', ALICE, { ClientId })
    await invalid(call, 'Auth flow not enabled for this client')
  })

  test('begins SRP and refreshes as the open operation does', async () => {
    const srp = await initiate('USER_SRP_AUTH', { USERNAME: 'alice', SRP_A: '2' })
    assert.equal(srp.ChallengeName, 'PASSWORD_VERIFIER')
    const { AuthenticationResult } = await initiate('ADMIN_USER_PASSWORD_AUTH', ALICE)
    const REFRESH_TOKEN = AuthenticationResult?.RefreshToken ?? ''
    const refreshed = await initiate('REFRESH_TOKEN_AUTH', { REFRESH_TOKEN })
    assert.ok(refreshed.AuthenticationResult?.AccessToken)
    assert.equal(refreshed.AuthenticationResult?.RefreshToken, undefined)
  })

  test('refuses a wrong password, and hides users where the client does', async () => {
    const incorrect = 'Incorrect username or password.'
    const wrong = initiate('ADMIN_USER_PASSWORD_AUTH', { USERNAME: 'alice', PASSWORD: WRONG })
    await refuses(wrong, 'NotAuthorizedException', incorrect)
    const nobody = { USERNAME: 'nobody', PASSWORD }
    const open = initiate('ADMIN_USER_PASSWORD_AUTH', nobody)
    await refuses(open, 'UserNotFoundException', 'User does not exist.')
    const { id: ClientId } = await newClient(root, pool, HIDING)
    const hidden = initiate('ADMIN_USER_PASSWORD_AUTH', nobody, { ClientId })
    await refuses(hidden, 'NotAuthorizedException', incorrect)
  })

  test('tells what keeps a user from signing in', async () => {
    const signUp = { ClientId: client, Username: 'dora', Password: PASSWORD }
    await root.send(new SignUpCommand(signUp))
    const begin = (USERNAME: string) => initiate('ADMIN_USER_PASSWORD_AUTH', { USERNAME, PASSWORD })
    await refuses(begin('dora'), 'UserNotConfirmedException', 'User is not confirmed.')
    await newUser(root, pool, 'carol', { email: 'carol@example.com', email_verified: 'true' })
    await root.send(new AdminResetUserPasswordCommand({ UserPoolId: pool, Username: 'carol' }))
    const message = 'Password reset required for the user'
    await refuses(begin('carol'), 'PasswordResetRequiredException', message)
  })

  test('presents a challenge that the open operation answers', async () => {
    await inviteUser(root, pool, 'invited')
    const credentials = { USERNAME: 'invited', PASSWORD: TEMPORARY }
    const { ChallengeName, Session } = await initiate('ADMIN_USER_PASSWORD_AUTH', credentials)
    assert.equal(ChallengeName, 'NEW_PASSWORD_REQUIRED')
    const answer = { USERNAME: 'invited', NEW_PASSWORD: PASSWORD }
    assert.ok((await chooseNewPassword(root, client, Session, answer)).AuthenticationResult)
  })

  test('leaves a record of the sign-in without password and tokens', async () => {
    const { AuthenticationResult } = await initiate('ADMIN_USER_PASSWORD_AUTH', ALICE)
    const events = await house.storage.stores.auditEvents.list({ limit: 1000 })
    const { eventName, requestParameters, responseElements } = events.at(-1)?.record ?? {}
    assert.equal(eventName, 'AdminInitiateAuth')
    assert.equal(responseElements, null)
    assert.deepEqual(requestParameters, {
      userPoolId: pool,
      clientId: client,
      authFlow: 'ADMIN_USER_PASSWORD_AUTH',
      authParameters: 'HIDDEN_DUE_TO_SECURITY_REASONS',
    })
    const all = JSON.stringify([events, house.logLines])
    for (const secret of [PASSWORD, ...Object.values(AuthenticationResult ?? {})]) {
      if (typeof secret === 'string' && secret !== 'Bearer') assert.ok(!all.includes(secret))
    }
  })
})
