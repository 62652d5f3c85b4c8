import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import {
  AdminDeleteSoftwareTokenCommand,
  AdminDeleteUserCommand,
  AdminResetUserPasswordCommand,
  AdminRespondToAuthChallengeCommand,
  AssociateSoftwareTokenCommand,
  type ChallengeNameType,
  type CognitoIdentityProviderClient,
  VerifySoftwareTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { codeAt } from '../../support/authenticator-app.ts'
import { newMfaPool } from '../../support/mfa.ts'
import { type Poolhouse, REGION, startPoolhouse } from '../../support/poolhouse.ts'
import { inviteUser, newClient, newPool, newUser, PASSWORD, TEMPORARY } from '../../support/pools.ts'
import { refuses } from '../../support/refuses.ts'
import { signIn, srpChallenge, WRONG } from './fixtures.ts'

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

function respond(
  ChallengeName: ChallengeNameType,
  ChallengeResponses: Record<string, string>,
  { Session, UserPoolId = pool, ClientId = client }: Record<string, string | undefined> = {},
) {
  return root.send(
    new AdminRespondToAuthChallengeCommand({
      UserPoolId,
      ClientId,
      ChallengeName,
      ChallengeResponses,
      Session,
    }),
  )
}

describe('access', () => {
  test('asks for a signature', async () => {
    const { text } = await house.call('AdminRespondToAuthChallenge', {}, { signed: false })
    assert.equal(
      text,
      '{"__type":"MissingAuthenticationTokenException","message":"Missing Authentication Token"}',
    )
  })

  test('asks for an IAM action on the pool', async () => {
    const nothing = { Effect: 'Deny', Action: '*', Resource: '*' }
    const denied = await house.clientAs({ Version: '2012-10-17', Statement: [nothing] })
    const command = new AdminRespondToAuthChallengeCommand({
      UserPoolId: pool,
      ClientId: client,
      ChallengeName: 'PASSWORD_VERIFIER',
    })
    await assert.rejects(denied.send(command), { name: 'AccessDeniedException' })
  })
})

describe('validation', () => {
  test('refuses a pool and a client that do not exist, and a client of another pool', async () => {
    const notFound = (call: Promise<unknown>, message: string) =>
      refuses(call, 'ResourceNotFoundException', message)
    const UserPoolId = `${REGION}_AAAAAAAAA`
    const ClientId = '0123456789abcdefghijklmnop'
    const other = await newPool(root)
    const name = 'PASSWORD_VERIFIER'
    await notFound(respond(name, {}, { UserPoolId }), `User pool ${UserPoolId} does not exist.`)
    await notFound(respond(name, {}, { ClientId }), `User pool client ${ClientId} does not exist.`)
    await notFound(
      respond(name, {}, { UserPoolId: other }),
      `User pool client ${client} does not exist in user pool ${other}.`,
    )
  })

  test('asks for the parameters of the challenge', async () => {
    const missing = (name: string) => `Missing required parameter ${name}`
    const invalid = (call: Promise<unknown>, message: string) =>
      refuses(call, 'InvalidParameterException', message)
    await invalid(respond('PASSWORD_VERIFIER', {}), missing('USERNAME'))
    const answer = { USERNAME: 'alice', NEW_PASSWORD: PASSWORD }
    await invalid(respond('NEW_PASSWORD_REQUIRED', answer), missing('Session'))
    await invalid(respond('EMAIL_OTP', { USERNAME: 'alice', EMAIL_OTP_CODE: '1' }), missing('Session'))
  })
})

describe('behaviour', () => {
  test('takes a proof to a challenge of the open operation', async () => {
    const { responses } = await srpChallenge(root, pool, client, 'alice', PASSWORD)
    assert.ok((await respond('PASSWORD_VERIFIER', responses)).AuthenticationResult)
    const { responses: wrong } = await srpChallenge(root, pool, client, 'alice', WRONG)
    const call = respond('PASSWORD_VERIFIER', wrong)
    await refuses(call, 'NotAuthorizedException', 'Incorrect username or password.')
  })

  test('takes a new password once', async () => {
    await inviteUser(root, pool, 'invited')
    const { Session } = await signIn(root, client, 'invited', TEMPORARY)
    await refuses(
      respond('NEW_PASSWORD_REQUIRED', { USERNAME: 'invited', NEW_PASSWORD: 'short' }, { Session }),
      'InvalidPasswordException',
      'Password does not conform to policy: Password not long enough',
    )
    const answer = { USERNAME: 'invited', NEW_PASSWORD: PASSWORD }
    assert.ok((await respond('NEW_PASSWORD_REQUIRED', answer, { Session })).AuthenticationResult)
    await refuses(
      respond('NEW_PASSWORD_REQUIRED', answer, { Session }),
      'NotAuthorizedException',
      'Invalid session for the user, session can only be used once.',
    )
  })

  test('takes the code of an app, and refuses it as the open operation does', async () => {
    const UserPoolId = await newMfaPool(root, 'ON', 't')
    const { id: ClientId } = await newClient(root, UserPoolId)
    await newUser(root, UserPoolId)
    const now = Date.now()
    const begun = async () => (await signIn(root, ClientId, 'alice', PASSWORD)).Session
    const answer = (Session: string | undefined, SOFTWARE_TOKEN_MFA_CODE: string) =>
      respond(
        'SOFTWARE_TOKEN_MFA',
        { USERNAME: 'alice', SOFTWARE_TOKEN_MFA_CODE },
        { Session, UserPoolId, ClientId },
      )
    const asked = await root.send(new AssociateSoftwareTokenCommand({ Session: await begun() }))
    const UserCode = codeAt(asked.SecretCode ?? '', now)
    const { Session } = await root.send(new VerifySoftwareTokenCommand({ Session: asked.Session, UserCode }))
    const setUp = { Session, UserPoolId, ClientId }
    assert.ok((await respond('MFA_SETUP', { USERNAME: 'alice' }, setUp)).AuthenticationResult)
    const session = await begun()
    await refuses(answer(session, 'no code'), 'CodeMismatchException', 'Invalid code received for user')
    await refuses(
      answer(session, UserCode),
      'ExpiredCodeException',
      'Your software token has already been used once.',
    )
    await root.send(new AdminDeleteSoftwareTokenCommand({ UserPoolId, Username: 'alice' }))
    await refuses(
      answer(session, UserCode),
      'SoftwareTokenMFANotFoundException',
      'Software Token MFA does not exist for the user.',
    )
  })

  test('follows what becomes of the user', async () => {
    await newUser(root, pool, 'carol', { email: 'carol@example.com', email_verified: 'true' })
    const { responses } = await srpChallenge(root, pool, client, 'carol', PASSWORD)
    await root.send(new AdminResetUserPasswordCommand({ UserPoolId: pool, Username: 'carol' }))
    await refuses(
      respond('PASSWORD_VERIFIER', responses),
      'PasswordResetRequiredException',
      'Password reset required for the user',
    )
    const { responses: late } = await srpChallenge(root, pool, client, 'carol', PASSWORD)
    await root.send(new AdminDeleteUserCommand({ UserPoolId: pool, Username: 'carol' }))
    await refuses(respond('PASSWORD_VERIFIER', late), 'UserNotFoundException', 'User does not exist.')
  })

  test('leaves a record that hides answers and session', async () => {
    const { responses } = await srpChallenge(root, pool, client, 'alice', PASSWORD)
    await respond('PASSWORD_VERIFIER', responses, { Session: 'a-session-that-is-not-looked-at' })
    const events = await house.storage.stores.auditEvents.list({ limit: 1000 })
    assert.deepEqual(events.at(-1)?.record.requestParameters, {
      userPoolId: pool,
      clientId: client,
      challengeName: 'PASSWORD_VERIFIER',
      challengeResponses: 'HIDDEN_DUE_TO_SECURITY_REASONS',
      session: 'HIDDEN_DUE_TO_SECURITY_REASONS',
    })
  })
})
