import assert from 'node:assert/strict'
import { beforeEach, describe, test } from 'node:test'
import { forEachAddress } from '../support/databases.ts'
import { functionArn, thrown, useFunctions } from '../support/functions.ts'
import { HIDING, type SignedUp, useJourneys } from '../support/journeys.ts'
import { ALL_FLOWS, PASSWORD } from '../support/pools.ts'
import { quickPower } from '../support/quick-power.ts'
import { srpClient, timestamp } from '../support/srp-client.ts'
import { tickingClock } from '../support/ticking-clock.ts'

const LambdaConfig = { PreAuthentication: functionArn('pre-authentication') }
const REFUSED = ['UserLambdaValidationException', 'PreAuthentication failed with error Not today.']
const WRONG = ['NotAuthorizedException', 'Incorrect username or password.']
const CHOICE = {
  Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] } },
  AutoVerifiedAttributes: ['email'],
}
const FLOWS = { ExplicitAuthFlows: [...ALL_FLOWS.ExplicitAuthFlows, 'ALLOW_USER_AUTH'] }

forEachAddress(
  (newAddress) => {
    const functions = useFunctions()
    const it = useJourneys({
      database: newAddress(),
      functions: { functions: functions.named('pre-authentication') },
      clock: tickingClock(),
    })
    let pool: string
    let client: string
    let hiding: string
    let user: SignedUp

    beforeEach(async () => {
      pool = await it.newPool({ ...CHOICE, AliasAttributes: ['email'], LambdaConfig })
      client = await it.newClient(pool, FLOWS)
      hiding = await it.newClient(pool, { ...FLOWS, ...HIDING })
      functions.set('pre-authentication', (event) => event)
      user = await it.member(pool, client, { email: 'alice@example.com' }, 'alice')
      functions.events()
    })

    const signIn = (more: object = {}, parameters: object = {}) => ({
      ClientId: client,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: 'alice', PASSWORD, ...parameters },
      ...more,
    })
    const event = (request: string, userName = 'alice', ClientId = client) =>
      `{"version":"1","region":"us-east-1","userPoolId":"${pool}","userName":"${userName}",` +
      `"callerContext":{"awsSdkVersion":"aws-sdk-unknown-unknown","clientId":"${ClientId}"},` +
      `"triggerSource":"PreAuthentication_Authentication","request":${request},"response":{}}`
    const attributes = () =>
      `"userAttributes":{"sub":"${user.sub}","cognito:user_status":"CONFIRMED",` +
      '"email":"alice@example.com","email_verified":"false"}'

    describe('PreAuthentication', () => {
      test('is called at a sign-in with the event of the service, member by member', async () => {
        await it.ok('InitiateAuth', signIn())
        assert.equal(functions.onlyText(), event(`{${attributes()},"validationData":null}`))
      })

      test('gets the ClientMetadata as validationData', async () => {
        await it.ok('InitiateAuth', signIn({ ClientMetadata: { a: 'b' } }))
        assert.equal(functions.onlyText(), event(`{${attributes()},"validationData":{"a":"b"}}`))
      })

      test('is called for administrators, too', async () => {
        const input = { UserPoolId: pool, AuthFlow: 'ADMIN_USER_PASSWORD_AUTH', ClientMetadata: { c: 'd' } }
        await it.administrate('AdminInitiateAuth', signIn(input))
        assert.deepEqual(functions.events()[0].request.validationData, { c: 'd' })
      })

      test('is told that a user was found only by clients that hide users', async () => {
        await it.ok('InitiateAuth', signIn({ ClientId: hiding }))
        const request = `{${attributes()},"validationData":null,"userNotFound":false}`
        assert.equal(functions.onlyText(), event(request, 'alice', hiding))
      })

      test('is asked about strangers, by the name that was sent, where users are hidden', async () => {
        const input = signIn({ ClientId: hiding }, { USERNAME: 'nobody' })
        assert.deepEqual(await it.refusal('InitiateAuth', input), WRONG)
        const request = '{"userAttributes":{},"validationData":null,"userNotFound":true}'
        assert.equal(functions.onlyText(), event(request, 'nobody', hiding))
      })

      test('is not asked about strangers where users are not hidden', async () => {
        const [name] = await it.refusal('InitiateAuth', signIn({}, { USERNAME: 'nobody' }))
        assert.equal(name, 'UserNotFoundException')
        assert.deepEqual(functions.events(), [])
      })

      test('is called before the password is looked at: a wrong one goes unnoticed when it refuses', async () => {
        functions.set('pre-authentication', thrown('Not today'))
        const wrong = signIn({}, { PASSWORD: 'Wrong-Horse-7' })
        for (let guess = 0; guess < 6; guess++)
          assert.deepEqual(await it.refusal('InitiateAuth', wrong), REFUSED)
        assert.deepEqual(await it.refusal('InitiateAuth', signIn()), REFUSED)
        functions.set('pre-authentication', (asked) => asked)
        await it.signIn(user) // none of these counted as a guess
      })

      test('refuses strangers alike', async () => {
        functions.set('pre-authentication', thrown('Not today'))
        const input = signIn({ ClientId: hiding }, { USERNAME: 'nobody' })
        assert.deepEqual(await it.refusal('InitiateAuth', input), REFUSED)
      })

      test('is not called while a user is locked out', async () => {
        const wrong = signIn({}, { PASSWORD: 'Wrong-Horse-7' })
        for (let guess = 0; guess < 6; guess++) await it.refusal('InitiateAuth', wrong)
        functions.events()
        const locked = ['NotAuthorizedException', 'Password attempts exceeded']
        assert.deepEqual(await it.refusal('InitiateAuth', signIn()), locked)
        const srp = { AuthFlow: 'USER_SRP_AUTH' }
        const SRP_A = srpClient(pool, quickPower).publicKey
        assert.deepEqual(await it.refusal('InitiateAuth', signIn(srp, { SRP_A })), locked)
        assert.deepEqual(functions.events(), [])
      })

      test('is called once at a sign-in by SRP, before the challenge', async () => {
        const srp = srpClient(pool, quickPower)
        const AuthParameters = { USERNAME: 'alice', SRP_A: srp.publicKey }
        const begin = { ClientId: client, AuthFlow: 'USER_SRP_AUTH', AuthParameters }
        const { ChallengeParameters } = await it.ok('InitiateAuth', {
          ...begin,
          ClientMetadata: { a: 'b' },
        })
        assert.equal(functions.onlyText(), event(`{${attributes()},"validationData":{"a":"b"}}`))
        const answer = {
          ClientId: client,
          ChallengeName: 'PASSWORD_VERIFIER',
          ChallengeResponses: srp.prove(ChallengeParameters, PASSWORD, timestamp(Date.now())),
          ClientMetadata: { not: 'passed on' },
        }
        assert.ok((await it.ok('RespondToAuthChallenge', answer)).AuthenticationResult)
        assert.deepEqual(functions.events(), [])
        functions.set('pre-authentication', thrown('Not today'))
        assert.deepEqual(await it.refusal('InitiateAuth', begin), REFUSED)
      })

      test('is called once at a sign-in by choice, before the choice', async () => {
        const begin = { ClientId: client, AuthFlow: 'USER_AUTH', ClientMetadata: { a: 'b' } }
        const { Session } = await it.ok('InitiateAuth', { ...begin, AuthParameters: { USERNAME: 'alice' } })
        assert.equal(functions.onlyText(), event(`{${attributes()},"validationData":{"a":"b"}}`))
        const ChallengeResponses = { USERNAME: 'alice', ANSWER: 'PASSWORD', PASSWORD }
        const answer = { ClientId: client, ChallengeName: 'SELECT_CHALLENGE', ChallengeResponses, Session }
        assert.ok((await it.ok('RespondToAuthChallenge', answer)).AuthenticationResult)
        assert.deepEqual(functions.events(), [])
      })

      test('is called once at a sign-in with the preferred factor; its error keeps the code from being sent', async () => {
        const begin = (PREFERRED_CHALLENGE: string, more: object = {}) => ({
          ClientId: client,
          AuthFlow: 'USER_AUTH',
          AuthParameters: { USERNAME: 'alice', PREFERRED_CHALLENGE, ...more },
        })
        await it.ok('InitiateAuth', begin('PASSWORD', { PASSWORD }))
        assert.equal(functions.events().length, 1)
        const before = (await it.messagesTo('alice@example.com')).length
        functions.set('pre-authentication', thrown('Not today'))
        assert.deepEqual(await it.refusal('InitiateAuth', begin('EMAIL_OTP')), REFUSED)
        assert.equal((await it.messagesTo('alice@example.com')).length, before)
      })

      test('is called when a sign-up goes on as a sign-in', async () => {
        const UserAttributes = [{ Name: 'email', Value: 'bob@example.com' }]
        const named = { ClientId: client, Username: 'bob' }
        const signedUp = await it.ok('SignUp', { ...named, Password: PASSWORD, UserAttributes })
        const ConfirmationCode = await it.codeTo('bob@example.com')
        const confirmed = { ...named, ConfirmationCode, Session: signedUp.Session }
        const { Session } = await it.ok('ConfirmSignUp', confirmed)
        functions.events()
        const begin = {
          ClientId: client,
          AuthFlow: 'USER_AUTH',
          AuthParameters: { USERNAME: 'bob' },
          Session,
        }
        functions.set('pre-authentication', thrown('Not today'))
        assert.deepEqual(await it.refusal('InitiateAuth', begin), REFUSED)
        functions.set('pre-authentication', (asked) => asked)
        assert.ok((await it.ok('InitiateAuth', begin)).AuthenticationResult)
        assert.equal(functions.events().length, 2)
      })

      test('is not called at a refresh', async () => {
        const { AuthenticationResult } = await it.ok('InitiateAuth', signIn())
        functions.events()
        const REFRESH_TOKEN = AuthenticationResult.RefreshToken
        const refresh = {
          ClientId: client,
          AuthFlow: 'REFRESH_TOKEN_AUTH',
          AuthParameters: { REFRESH_TOKEN },
        }
        await it.ok('InitiateAuth', refresh)
        assert.deepEqual(functions.events(), [])
      })

      test('does not let a user in whose password changes meanwhile', async () => {
        functions.set('pre-authentication', async (asked) => {
          const change = { UserPoolId: pool, Username: 'alice', Password: 'Other-Horse-8', Permanent: true }
          await it.administrate('AdminSetUserPassword', change)
          return asked
        })
        assert.deepEqual(await it.refusal('InitiateAuth', signIn()), WRONG)
      })
    })

    describe('the attributes of an event', () => {
      test('say since when the tokens of a user count who was signed out everywhere', async () => {
        await it.administrate('AdminUserGlobalSignOut', { UserPoolId: pool, Username: 'alice' })
        await it.ok('InitiateAuth', signIn())
        const [{ request }] = functions.events()
        const [[name, value]] = Object.entries(request.userAttributes) as [[string, string]]
        assert.equal(name, 'cognito:token_nbf')
        const { signedOutAt } = (await it.house.storage.stores.users.find(pool, user.sub)) ?? assert.fail()
        assert.equal(value, String(signedOutAt))
        assert.match(value, /^\d{13}$/)
      })

      test('say whether the user has a second factor, in pools that have some', async () => {
        const factors = {
          UserPoolId: pool,
          MfaConfiguration: 'OPTIONAL',
          SoftwareTokenMfaConfiguration: { Enabled: true },
        }
        await it.administrate('SetUserPoolMfaConfig', factors)
        await it.ok('InitiateAuth', signIn())
        const { request } = functions.events()[0]
        assert.deepEqual(Object.entries(request.userAttributes).slice(0, 3), [
          ['sub', user.sub],
          ['cognito:mfa_enabled', 'false'],
          ['cognito:user_status', 'CONFIRMED'],
        ])
        await it.house.storage.transaction(async ({ users }) => {
          const found = (await users.lock(pool, user.sub)) ?? assert.fail('no user')
          await users.save({ ...found, mfa: { activated: ['SOFTWARE_TOKEN_MFA'] } })
        })
        await it.ok('InitiateAuth', signIn())
        assert.equal(functions.events()[0].request.userAttributes['cognito:mfa_enabled'], 'true')
      })
    })
  },
  ['SQLite in memory', 'PostgreSQL'],
)
