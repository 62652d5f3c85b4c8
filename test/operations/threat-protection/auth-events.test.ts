import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  AdminListUserAuthEventsCommand,
  type AuthEventType,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
  SetRiskConfigurationCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { useJourneys } from '../../support/journeys.ts'
import { inviteUser, newUser, PASSWORD, poolArn, TEMPORARY } from '../../support/pools.ts'
import { refuses } from '../../support/refuses.ts'
import { NO_POOL, POOL_NOT_FOUND } from '../domains/fixtures.ts'
import { prove, srpChallenge, WRONG } from '../sign-in/fixtures.ts'
import { testAccess } from '../user-pools/signed-access.ts'
import { guardedPool, NETWORKS, withPlaces } from './fixtures.ts'

// AdminListUserAuthEvents, and what leaves events.

const journeys = useJourneys(withPlaces())
const { house } = journeys
const root = house.client()
const anybody = house.client()

const CHROME = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0.0.0 Safari/537.36'
const NO_RISK = { RiskDecision: 'NoRisk', CompromisedCredentialsDetected: false }
const FLOWS = [
  'ALLOW_USER_PASSWORD_AUTH',
  'ALLOW_ADMIN_USER_PASSWORD_AUTH',
  'ALLOW_USER_SRP_AUTH',
  'ALLOW_REFRESH_TOKEN_AUTH',
]

async function guarded(settings: object = {}, mode: 'AUDIT' | 'ENFORCED' = 'AUDIT') {
  const UserPoolId = await guardedPool(root, { AutoVerifiedAttributes: ['email'], ...settings }, mode)
  const ClientId = await journeys.newClient(UserPoolId, { ExplicitAuthFlows: FLOWS })
  return { UserPoolId, ClientId }
}

/** With a user alice. */
async function withAlice(mode?: 'AUDIT' | 'ENFORCED') {
  const pool = await guarded({}, mode)
  const sub = await newUser(root, pool.UserPoolId, 'alice', {
    email: 'alice@example.com',
    email_verified: 'true',
  })
  return { ...pool, sub }
}

async function eventsOf(UserPoolId: string, Username = 'alice', more: object = {}) {
  return root.send(new AdminListUserAuthEventsCommand({ UserPoolId, Username, ...more }))
}

async function all(UserPoolId: string, Username = 'alice'): Promise<AuthEventType[]> {
  return (await eventsOf(UserPoolId, Username)).AuthEvents ?? assert.fail('no events')
}

/** Type and response of each event, and its challenges, in the order of the list. */
async function summary(UserPoolId: string, Username?: string): Promise<string[]> {
  return (await all(UserPoolId, Username)).map(({ EventType, EventResponse, ChallengeResponses = [] }) =>
    [
      `${EventType} ${EventResponse}`,
      ...ChallengeResponses.map((it) => `${it.ChallengeName} ${it.ChallengeResponse}`),
    ].join(', '),
  )
}

const passwordSignIn = (ClientId: string, USERNAME = 'alice', password = PASSWORD) => ({
  ClientId,
  AuthFlow: 'USER_PASSWORD_AUTH',
  AuthParameters: { USERNAME, PASSWORD: password },
})

function eventIdOf(token: string): string {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()).event_id
}

describe('access to AdminListUserAuthEvents', () => {
  testAccess({
    operation: 'AdminListUserAuthEvents',
    house: () => house,
    input: async () => ({ UserPoolId: (await withAlice()).UserPoolId, Username: 'alice' }),
    resource: ({ UserPoolId }: { UserPoolId: string }) => poolArn(UserPoolId),
  })
})

describe('AdminListUserAuthEvents', () => {
  test('shows a sign-in with all its members', async () => {
    const { UserPoolId, ClientId } = await withAlice()
    const before = Date.now()
    const answer = await house.call('InitiateAuth', passwordSignIn(ClientId), {
      signed: false,
      headers: { 'user-agent': CHROME },
    })
    const [event, ...others] = await all(UserPoolId)
    assert.equal(others.length, 0)
    const { CreationDate, EventId, ...rest } = event ?? assert.fail('no event')
    assert.ok(CreationDate && CreationDate.getTime() >= before - 1000)
    assert.equal(EventId, eventIdOf(answer.json.AuthenticationResult.AccessToken))
    assert.deepEqual(rest, {
      EventType: 'SignIn',
      EventResponse: 'Pass',
      EventRisk: NO_RISK,
      ChallengeResponses: [{ ChallengeName: 'Password', ChallengeResponse: 'Success' }],
      EventContextData: {
        IpAddress: '127.0.0.1',
        DeviceName: 'Chrome 126, Windows 10',
        City: 'null',
        Country: 'null',
      },
    })
  })

  test('shows the place of an address that the GeoIP database knows', async () => {
    const { UserPoolId, ClientId } = await withAlice()
    const IpAddress = `${NETWORKS.seattle}5`
    const headers = { 'x-forwarded-for': IpAddress }
    await house.call('InitiateAuth', passwordSignIn(ClientId), { signed: false, headers })
    const { EventContextData } = (await all(UserPoolId))[0] ?? assert.fail('no event')
    const shown = { IpAddress, City: 'Seattle', Country: 'United States' }
    assert.deepEqual(EventContextData, { ...shown, DeviceName: 'Other, Other' })
  })

  test('lists by pages, the newest first', async () => {
    const { UserPoolId, ClientId } = await withAlice()
    const ids: string[] = []
    for (let made = 0; made < 5; made++) {
      const { AuthenticationResult } = await journeys.ok('InitiateAuth', passwordSignIn(ClientId))
      ids.unshift(eventIdOf(AuthenticationResult.AccessToken))
      house.passTime(1000)
    }
    const first = await eventsOf(UserPoolId, 'alice', { MaxResults: 2 })
    const second = await eventsOf(UserPoolId, 'alice', { MaxResults: 2, NextToken: first.NextToken })
    const third = await eventsOf(UserPoolId, 'alice', { MaxResults: 2, NextToken: second.NextToken })
    const listed = [first, second, third].flatMap(({ AuthEvents = [] }) => AuthEvents.map((it) => it.EventId))
    assert.deepEqual(listed, ids)
    assert.equal(third.NextToken, undefined)
    await refuses(
      eventsOf(UserPoolId, 'alice', { NextToken: 'made-up' }),
      'InvalidParameterException',
      'Provided pagination token is invalid. Check the token and try your request again.',
    )
  })

  test('refuses a pool or a user that does not exist, and a pool without threat protection', async () => {
    await refuses(eventsOf(NO_POOL), ...POOL_NOT_FOUND)
    const { UserPoolId } = await guarded()
    await refuses(eventsOf(UserPoolId, 'nobody'), 'UserNotFoundException', 'User does not exist.')
    await refuses(
      eventsOf(await journeys.newPool()),
      'UserPoolAddOnNotEnabledException',
      'User pool add-ons are not enabled',
    )
  })
})

describe('a sign-in leaves', () => {
  test('an event by SRP and by an administrator', async () => {
    const { UserPoolId, ClientId } = await withAlice()
    const { responses } = await srpChallenge(anybody, UserPoolId, ClientId, 'alice', PASSWORD)
    await prove(anybody, ClientId, responses)
    house.passTime(1000)
    const input = { ...passwordSignIn(ClientId), AuthFlow: 'ADMIN_USER_PASSWORD_AUTH', UserPoolId }
    const HttpHeaders = [{ headerName: 'User-Agent', headerValue: CHROME }]
    const ContextData = { IpAddress: '192.0.2.9', ServerName: 's', ServerPath: '/', HttpHeaders }
    await journeys.administrate('AdminInitiateAuth', { ...input, ContextData })
    house.passTime(1000)
    await journeys.administrate('AdminInitiateAuth', input)
    assert.deepEqual(
      await summary(UserPoolId),
      Array.from({ length: 3 }, () => 'SignIn Pass, Password Success'),
    )
    const [bare, told] = await all(UserPoolId)
    assert.equal(bare?.EventContextData?.IpAddress, undefined)
    assert.equal(bare?.EventContextData?.DeviceName, 'Other, Other')
    assert.equal(told?.EventContextData?.IpAddress, '192.0.2.9')
    assert.equal(told?.EventContextData?.DeviceName, 'Chrome 126, Windows 10')
  })

  test('a failure for each wrong password, none while the user is locked out, and none for strangers', async () => {
    const { UserPoolId, ClientId } = await withAlice()
    for (let tries = 0; tries < 7; tries++) {
      await journeys.refusal('InitiateAuth', passwordSignIn(ClientId, 'alice', WRONG))
    }
    await journeys.refusal('InitiateAuth', passwordSignIn(ClientId, 'nobody', WRONG))
    assert.deepEqual(
      await summary(UserPoolId),
      Array.from({ length: 5 }, () => 'SignIn Fail, Password Failure'),
    )
  })

  test('a failure for a wrong code that begins a sign-in', async () => {
    const Policies = { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] } }
    const { UserPoolId, ClientId } = await guarded({ Policies })
    await newUser(root, UserPoolId, 'alice', { email: 'choice@example.com', email_verified: 'true' })
    await journeys.administrate('UpdateUserPoolClient', {
      UserPoolId,
      ClientId,
      ExplicitAuthFlows: ['ALLOW_USER_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    })
    const { Session, ChallengeName } = await anybody.send(
      new InitiateAuthCommand({
        ClientId,
        AuthFlow: 'USER_AUTH',
        AuthParameters: { USERNAME: 'alice', PREFERRED_CHALLENGE: 'EMAIL_OTP' },
      }),
    )
    assert.equal(ChallengeName, 'EMAIL_OTP')
    const answer = (EMAIL_OTP_CODE: string) =>
      anybody.send(
        new RespondToAuthChallengeCommand({
          ClientId,
          ChallengeName: 'EMAIL_OTP',
          Session,
          ChallengeResponses: { USERNAME: 'alice', EMAIL_OTP_CODE },
        }),
      )
    await refuses(answer('x'), 'CodeMismatchException', 'Invalid code or auth state for the user.')
    assert.deepEqual(await summary(UserPoolId), ['SignIn Fail'])
    await answer(await journeys.codeTo('choice@example.com'))
    assert.deepEqual(await summary(UserPoolId), ['SignIn Pass'])
  })

  test('one event for all steps, which tokens name', async () => {
    const { UserPoolId, ClientId } = await guarded({
      MfaConfiguration: 'ON',
      UserPoolTier: 'PLUS',
      EmailConfiguration: {
        EmailSendingAccount: 'DEVELOPER',
        SourceArn: 'arn:aws:ses:us-east-1:123456789012:identity/example.com',
      },
      SmsConfiguration: { SnsCallerArn: 'arn:aws:iam::123456789012:role/sms' },
    })
    await inviteUser(root, UserPoolId, 'carol', {
      phone_number: '+15555550100',
      phone_number_verified: 'true',
    })
    const begun = await journeys.ok('InitiateAuth', passwordSignIn(ClientId, 'carol', TEMPORARY))
    assert.deepEqual(await summary(UserPoolId, 'carol'), ['SignIn InProgress, Password Success'])
    const answer = (ChallengeName: string, Session: string, more: object) => ({
      ClientId,
      ChallengeName,
      Session,
      ChallengeResponses: { USERNAME: 'carol', ...more },
    })
    const chosen = await journeys.ok(
      'RespondToAuthChallenge',
      answer('NEW_PASSWORD_REQUIRED', begun.Session, { NEW_PASSWORD: PASSWORD }),
    )
    assert.equal(chosen.ChallengeName, 'SMS_MFA')
    await journeys.refusal(
      'RespondToAuthChallenge',
      answer('SMS_MFA', chosen.Session, { SMS_MFA_CODE: '12345678' }),
    )
    const SMS_MFA_CODE = await journeys.codeTo('+15555550100')
    const { AuthenticationResult } = await journeys.ok(
      'RespondToAuthChallenge',
      answer('SMS_MFA', chosen.Session, { SMS_MFA_CODE }),
    )
    assert.deepEqual(await summary(UserPoolId, 'carol'), [
      'SignIn Pass, Password Success, Mfa Failure, Mfa Success',
    ])
    const [event] = await all(UserPoolId, 'carol')
    assert.equal(eventIdOf(AuthenticationResult.AccessToken), event?.EventId)
    assert.equal(eventIdOf(AuthenticationResult.IdToken), event?.EventId)
  })

  test('a block for a compromised password, or only that it was noticed', async () => {
    for (const mode of ['ENFORCED', 'AUDIT'] as const) {
      const { UserPoolId, ClientId } = await withAlice(mode)
      const CompromisedCredentialsRiskConfiguration = { Actions: { EventAction: 'BLOCK' } } as const
      await root.send(
        new SetRiskConfigurationCommand({ UserPoolId, CompromisedCredentialsRiskConfiguration }),
      )
      const chosen = { UserPoolId, Username: 'alice', Password: 'Password1!', Permanent: true }
      await journeys.administrate('AdminSetUserPassword', chosen)
      const input = passwordSignIn(ClientId, 'alice', 'Password1!')
      if (mode === 'ENFORCED') await journeys.refusal('InitiateAuth', input)
      else await journeys.ok('InitiateAuth', input)
      const [event] = await all(UserPoolId)
      assert.equal(event?.EventResponse, mode === 'ENFORCED' ? 'Fail' : 'Pass')
      assert.deepEqual(event?.EventRisk, {
        RiskDecision: mode === 'ENFORCED' ? 'Block' : 'NoRisk',
        CompromisedCredentialsDetected: true,
      })
    }
  })

  test('nothing in a pool that has threat protection off', async () => {
    const UserPoolId = await journeys.newPool()
    const ClientId = await journeys.newClient(UserPoolId)
    await journeys.member(UserPoolId, ClientId, {}, 'bob')
    await journeys.ok('InitiateAuth', passwordSignIn(ClientId, 'bob'))
    const UserPoolAddOns = { AdvancedSecurityMode: 'AUDIT' }
    await journeys.administrate('UpdateUserPool', { UserPoolId, UserPoolTier: 'PLUS', UserPoolAddOns })
    assert.deepEqual(await all(UserPoolId, 'bob'), [])
  })
})

describe('the other flows leave', () => {
  test('an event for sign-up, a new code, a forgotten password and a change of password', async () => {
    const { UserPoolId, ClientId } = await guarded()
    const email = 'dave@example.com'
    const Username = 'dave'
    await journeys.ok('SignUp', {
      ClientId,
      Username,
      Password: PASSWORD,
      UserAttributes: [{ Name: 'email', Value: email }],
    })
    house.passTime(1000)
    await journeys.ok('ResendConfirmationCode', { ClientId, Username })
    await journeys.ok('ConfirmSignUp', { ClientId, Username, ConfirmationCode: await journeys.codeTo(email) })
    house.passTime(1000)
    await journeys.ok('ForgotPassword', { ClientId, Username })
    const ConfirmationCode = await journeys.codeTo(email)
    house.passTime(1000)
    await journeys.ok('ConfirmForgotPassword', { ClientId, Username, ConfirmationCode, Password: PASSWORD })
    house.passTime(1000)
    const AccessToken = await journeys.signIn({ ClientId, Username, sub: '' })
    house.passTime(1000)
    const change = { AccessToken, PreviousPassword: PASSWORD, ProposedPassword: 'Other-Horse-8' }
    await journeys.refusal('ChangePassword', { ...change, PreviousPassword: WRONG })
    house.passTime(1000)
    await journeys.ok('ChangePassword', change)
    assert.deepEqual(await summary(UserPoolId, Username), [
      'PasswordChange Pass',
      'PasswordChange Fail',
      'SignIn Pass, Password Success',
      'ForgotPassword Pass',
      'ForgotPassword InProgress',
      'ResendCode InProgress',
      'SignUp InProgress',
    ])
  })
})
