// What each flow leaves in the list of events, for each way in which a sign-in can end.
import assert from 'node:assert/strict'
import { beforeEach, describe, test } from 'node:test'
import { AdminListUserAuthEventsCommand } from '@aws-sdk/client-cognito-identity-provider'
import { newAuthenticator } from '../../support/authenticator.ts'
import { codeAt, STEP } from '../../support/authenticator-app.ts'
import {
  answerTo,
  CUSTOM_FUNCTIONS,
  CUSTOM_LAMBDAS,
  setCustomFunctions,
} from '../../support/custom-challenges.ts'
import { forEachAddress } from '../../support/databases.ts'
import { answering, functionArn, thrown, useFunctions } from '../../support/functions.ts'
import { HIDING, useJourneys, wrong } from '../../support/journeys.ts'
import { newMfaPool, type OfferedFactors } from '../../support/mfa.ts'
import { newUser, PASSWORD } from '../../support/pools.ts'
import { quickPower } from '../../support/quick-power.ts'
import { srpClient, timestamp } from '../../support/srp-client.ts'
import { WRONG } from '../sign-in/fixtures.ts'

const EMAIL = 'alice@example.com'
const PHONE = '+15555550100'
const RIGHT = answerTo(0)

const OTHER_FUNCTIONS = {
  PreAuthentication: functionArn('pre'),
  PostAuthentication: functionArn('post'),
  PreTokenGeneration: functionArn('tokens'),
}

forEachAddress(
  (newAddress) => {
    const functions = useFunctions()
    const names = functions.named(...CUSTOM_FUNCTIONS, 'pre', 'post', 'tokens')
    let now = Date.now()
    const journeys = useJourneys({
      database: newAddress(),
      functions: { functions: names },
      clock: () => now,
    })
    const { house, administrate } = journeys
    let UserPoolId: string
    let ClientId: string

    /** A pool with threat protection and alice, who can begin with anything. */
    async function prepare(factors: OfferedFactors = '', CustomAuthMode: string | undefined = 'AUDIT') {
      setCustomFunctions(functions)
      for (const name of ['pre', 'post', 'tokens']) functions.set(name, (event) => event)
      UserPoolId = await newMfaPool(house.client(), factors === '' ? 'OFF' : 'OPTIONAL', factors, {
        UserPoolTier: 'PLUS',
        UserPoolAddOns: {
          AdvancedSecurityMode: 'AUDIT',
          ...(CustomAuthMode && {
            AdvancedSecurityAdditionalFlows: { CustomAuthMode: CustomAuthMode as 'AUDIT' },
          }),
        },
        LambdaConfig: { ...CUSTOM_LAMBDAS, ...OTHER_FUNCTIONS },
        ...(factors === '' && {
          Policies: {
            SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP', 'SMS_OTP', 'WEB_AUTHN'] },
          },
        }),
      })
      await newUser(house.client(), UserPoolId, 'alice', {
        email: EMAIL,
        email_verified: 'true',
        phone_number: PHONE,
        phone_number_verified: 'true',
      })
      ClientId = await journeys.newClient(UserPoolId, {
        ExplicitAuthFlows: [
          'ALLOW_USER_PASSWORD_AUTH',
          'ALLOW_ADMIN_USER_PASSWORD_AUTH',
          'ALLOW_USER_SRP_AUTH',
          'ALLOW_USER_AUTH',
          'ALLOW_CUSTOM_AUTH',
          'ALLOW_REFRESH_TOKEN_AUTH',
        ],
        ...HIDING,
      })
    }
    beforeEach(() => {
      now += 1000 // so that the newest code is that of this test
      return prepare()
    })

    /** Each event, the newest first: type, response and challenges. */
    async function events(): Promise<string[]> {
      const command = new AdminListUserAuthEventsCommand({ UserPoolId, Username: 'alice' })
      const { AuthEvents = [] } = await house.client().send(command)
      return AuthEvents.map(({ EventType, EventResponse, ChallengeResponses = [] }) =>
        [
          `${EventType} ${EventResponse}`,
          ...ChallengeResponses.map((it) => `${it.ChallengeName} ${it.ChallengeResponse}`),
        ].join(', '),
      )
    }

    /** The answer, whether it is a refusal or not. */
    async function call(operation: string, input: object, signed = false) {
      return (await house.call(operation, input, { signed })).json
    }
    const begin = (AuthFlow: string, parameters: object = {}) =>
      call('InitiateAuth', { ClientId, AuthFlow, AuthParameters: { USERNAME: 'alice', ...parameters } })
    const answer = (ChallengeName: string, Session: string | undefined, responses: object) =>
      call('RespondToAuthChallenge', {
        ClientId,
        ChallengeName,
        Session,
        ChallengeResponses: { USERNAME: 'alice', ...responses },
      })

    const withPassword = (password: string) => begin('USER_PASSWORD_AUTH', { PASSWORD: password })
    const byChoice = (password: string) =>
      begin('USER_AUTH', { PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD: password })
    const asAdministrator = (password: string) => {
      const AuthParameters = { USERNAME: 'alice', PASSWORD: password }
      const input = { UserPoolId, ClientId, AuthFlow: 'ADMIN_USER_PASSWORD_AUTH', AuthParameters }
      return call('AdminInitiateAuth', input, true)
    }
    async function bySrp(password: string, AuthFlow = 'USER_SRP_AUTH', more: object = {}) {
      const srp = srpClient(UserPoolId, quickPower)
      const { ChallengeParameters, Session } = await begin(AuthFlow, { SRP_A: srp.publicKey, ...more })
      const responses = srp.prove(ChallengeParameters, password, timestamp(now))
      return answer('PASSWORD_VERIFIER', Session, responses)
    }
    const PASSWORD_FLOWS = {
      USER_PASSWORD_AUTH: withPassword,
      ADMIN_USER_PASSWORD_AUTH: asAdministrator,
      USER_SRP_AUTH: bySrp,
      'USER_AUTH with a password': byChoice,
    }

    const disable = () => administrate('AdminDisableUser', { UserPoolId, Username: 'alice' })

    for (const [flow, signIn] of Object.entries(PASSWORD_FLOWS)) {
      describe(`${flow} leaves`, () => {
        test('a pass, and a failure for a wrong password', async () => {
          assert.ok((await signIn(PASSWORD)).AuthenticationResult)
          assert.deepEqual(await events(), ['SignIn Pass, Password Success'])
          now += 1000
          await signIn(WRONG)
          assert.equal((await events())[0], 'SignIn Fail, Password Failure')
        })

        test('a failure if the password was right, and the user is disabled or needs another one', async () => {
          await disable()
          assert.equal((await signIn(PASSWORD)).__type, 'NotAuthorizedException')
          assert.deepEqual(await events(), ['SignIn Fail, Password Success'])
          await administrate('AdminEnableUser', { UserPoolId, Username: 'alice' })
          await administrate('AdminResetUserPassword', { UserPoolId, Username: 'alice' })
          now += 1000
          assert.equal((await signIn(PASSWORD)).__type, 'PasswordResetRequiredException')
          assert.equal((await events())[0], 'SignIn Fail, Password Success')
        })

        test('a failure if a function refuses the user', async () => {
          functions.set('pre', thrown('no'))
          if (flow === 'USER_SRP_AUTH') assert.match((await begin(flow, { SRP_A: 'ab' })).message, /no/)
          else assert.match((await signIn(PASSWORD)).message, /no/)
          assert.deepEqual(await events(), ['SignIn Fail'])
          functions.set('pre', (event) => event)
          for (const name of ['post', 'tokens']) {
            functions.set(name, thrown('no'))
            now += 1000
            assert.match((await signIn(PASSWORD)).message, /no/)
            assert.equal((await events())[0], 'SignIn Fail, Password Success')
            functions.set(name, (event) => event)
          }
        })
      })
    }

    for (const [factor, to] of [
      ['EMAIL_OTP', EMAIL],
      ['SMS_OTP', PHONE],
    ] as const) {
      describe(`USER_AUTH with ${factor} leaves`, () => {
        const asked = async (): Promise<string> =>
          (await begin('USER_AUTH', { PREFERRED_CHALLENGE: factor })).Session
        const send = (Session: string, code: string) => answer(factor, Session, { [`${factor}_CODE`]: code })

        test('a failure for a wrong code, and a pass once one is right, without challenges', async () => {
          const session = await asked()
          const code = await journeys.codeTo(to)
          assert.equal((await send(session, wrong(code))).__type, 'CodeMismatchException')
          assert.deepEqual(await events(), ['SignIn Fail'])
          assert.ok((await send(session, code)).AuthenticationResult)
          assert.deepEqual(await events(), ['SignIn Pass'])
        })

        test('a failure for a right code of a user who is disabled', async () => {
          const session = await asked()
          await disable()
          assert.equal((await send(session, await journeys.codeTo(to))).__type, 'NotAuthorizedException')
          assert.deepEqual(await events(), ['SignIn Fail'])
        })
      })
    }

    describe('USER_AUTH with a passkey leaves', () => {
      test('a failure for a wrong signature, and a pass, without challenges', async () => {
        await administrate('SetUserPoolMfaConfig', {
          UserPoolId,
          WebAuthnConfiguration: { RelyingPartyId: 'auth.example.com' },
        })
        const { AccessToken } = (await withPassword(PASSWORD)).AuthenticationResult
        const { CredentialCreationOptions } = await call('StartWebAuthnRegistration', { AccessToken })
        const authenticator = newAuthenticator()
        const Credential = authenticator.create(CredentialCreationOptions)
        await call('CompleteWebAuthnRegistration', { AccessToken, Credential })
        for (const [circumstances, expected] of [
          [{ origin: 'https://phishing.example' }, 'SignIn Fail'],
          [{}, 'SignIn Pass'],
        ] as const) {
          now += 1000
          const { Session, ChallengeParameters } = await begin('USER_AUTH', {
            PREFERRED_CHALLENGE: 'WEB_AUTHN',
          })
          const options = JSON.parse(ChallengeParameters.CREDENTIAL_REQUEST_OPTIONS)
          const CREDENTIAL = JSON.stringify(authenticator.get(options, circumstances))
          await answer('WEB_AUTHN', Session, { CREDENTIAL })
          assert.equal((await events())[0], expected)
        }
      })
    })

    describe('CUSTOM_AUTH leaves', () => {
      const custom = (Session: string, ANSWER: string) => answer('CUSTOM_CHALLENGE', Session, { ANSWER })
      const withSrp = (password: string) => bySrp(password, 'CUSTOM_AUTH', { CHALLENGE_NAME: 'SRP_A' })
      const refused = ['SignIn Fail']

      test('a pass for the right answer', async () => {
        assert.ok((await custom((await begin('CUSTOM_AUTH')).Session, RIGHT)).AuthenticationResult)
        assert.deepEqual(await events(), ['SignIn Pass'])
      })

      test('a failure once the functions have had enough', async () => {
        let { Session } = await begin('CUSTOM_AUTH')
        for (let tried = 0; tried < 2; tried++) Session = (await custom(Session, 'wrong')).Session
        assert.deepEqual(await events(), [])
        assert.equal((await custom(Session, 'wrong')).__type, 'NotAuthorizedException')
        assert.deepEqual(await events(), refused)
      })

      test('a failure if a function refuses, is out of order, or answers nonsense', async () => {
        functions.set('define', answering({ failAuthentication: true, issueTokens: false }))
        await begin('CUSTOM_AUTH')
        assert.deepEqual(await events(), refused)
        const broken = {
          define: thrown('no'),
          create: thrown('no'),
          verify: answering({ answerCorrect: 'x' }),
        }
        for (const [name, body] of Object.entries(broken)) {
          setCustomFunctions(functions)
          functions.set(name, body)
          now += 1000
          const before = (await events()).length
          const { Session } = await begin('CUSTOM_AUTH')
          if (Session) await custom(Session, RIGHT)
          assert.equal((await events()).length, before + 1, name)
          assert.equal((await events())[0], refused[0], name)
        }
      })

      test('a failure for the right answer of a user who is disabled', async () => {
        const { Session } = await begin('CUSTOM_AUTH')
        await disable()
        await custom(Session, RIGHT)
        assert.deepEqual(await events(), refused)
      })

      test('what came of the password, if that is a part of it', async () => {
        await withSrp(WRONG)
        assert.deepEqual(await events(), ['SignIn Fail, Password Failure'])
        now += 1000
        let { Session } = await withSrp(PASSWORD)
        assert.equal((await events())[0], 'SignIn InProgress, Password Success')
        for (let tried = 0; tried < 3; tried++) Session = (await custom(Session, 'wrong')).Session
        assert.equal((await events())[0], 'SignIn Fail, Password Success')
        now += 1000
        assert.ok((await custom((await withSrp(PASSWORD)).Session, RIGHT)).AuthenticationResult)
        assert.equal((await events())[0], 'SignIn Pass, Password Success')
      })

      test('the end of one that begins with the password, even if it has no mode of its own', async () => {
        await prepare('', '')
        await custom((await begin('CUSTOM_AUTH')).Session, RIGHT)
        assert.deepEqual(await events(), [])
        const { AuthenticationResult } = await custom((await withSrp(PASSWORD)).Session, RIGHT)
        assert.deepEqual(await events(), ['SignIn Pass, Password Success'])
        assert.ok(AuthenticationResult)
      })
    })

    describe('a second factor leaves', () => {
      const prefer = (settings: object) =>
        administrate('AdminSetUserMFAPreference', { UserPoolId, Username: 'alice', ...settings })
      const both = 'SignIn Pass, Password Success, Mfa Failure, Mfa Success'

      for (const [challenge, settings, to] of [
        ['EMAIL_OTP', { EmailMfaSettings: { Enabled: true } }, EMAIL],
        ['SMS_MFA', { SMSMfaSettings: { Enabled: true } }, PHONE],
      ] as const) {
        test(`a failure for a wrong code of ${challenge}, and then a pass`, async () => {
          await prepare('se')
          await prefer(settings)
          const { ChallengeName, Session } = await withPassword(PASSWORD)
          assert.equal(ChallengeName, challenge)
          const code = await journeys.codeTo(to)
          await answer(challenge, Session, { [`${challenge}_CODE`]: wrong(code) })
          assert.deepEqual(await events(), ['SignIn Fail, Password Success, Mfa Failure'])
          await answer(challenge, Session, { [`${challenge}_CODE`]: code })
          assert.deepEqual(await events(), [both])
        })
      }

      test('a failure for a wrong code of an app, and for one that was used before', async () => {
        await prepare('t')
        const { AccessToken } = (await withPassword(PASSWORD)).AuthenticationResult
        const { SecretCode } = await call('AssociateSoftwareToken', { AccessToken })
        await call('VerifySoftwareToken', { AccessToken, UserCode: codeAt(SecretCode, now) })
        await prefer({ SoftwareTokenMfaSettings: { Enabled: true } })
        now += STEP
        const { Session } = await withPassword(PASSWORD)
        const send = (code: string) =>
          answer('SOFTWARE_TOKEN_MFA', Session, { SOFTWARE_TOKEN_MFA_CODE: code })
        const code = codeAt(SecretCode, now)
        await send(wrong(code))
        assert.equal((await events())[0], 'SignIn Fail, Password Success, Mfa Failure')
        assert.equal((await send(codeAt(SecretCode, now - STEP))).__type, 'ExpiredCodeException')
        assert.equal((await events())[0], 'SignIn Fail, Password Success, Mfa Failure, Mfa Failure')
        assert.ok((await send(code)).AuthenticationResult)
        assert.equal(
          (await events())[0],
          'SignIn Pass, Password Success, Mfa Failure, Mfa Failure, Mfa Success',
        )
      })

      test('a failure if the set-up of one ends the session', async () => {
        await prepare('t')
        await administrate('SetUserPoolMfaConfig', {
          UserPoolId,
          MfaConfiguration: 'ON',
          SoftwareTokenMfaConfiguration: { Enabled: true },
        })
        const { ChallengeName, Session } = await withPassword(PASSWORD)
        assert.equal(ChallengeName, 'MFA_SETUP')
        assert.equal((await answer('MFA_SETUP', Session, {})).__type, 'NotAuthorizedException')
        assert.deepEqual(await events(), ['SignIn Fail, Password Success'])
      })
    })

    test('a sign-in that has passed stays so, whatever is tried with its session', async () => {
      await prepare('e')
      await administrate('AdminSetUserMFAPreference', {
        UserPoolId,
        Username: 'alice',
        EmailMfaSettings: { Enabled: true },
      })
      const { Session } = await withPassword(PASSWORD)
      const code = await journeys.codeTo(EMAIL)
      await Promise.all([code, wrong(code)].map((it) => answer('EMAIL_OTP', Session, { EMAIL_OTP_CODE: it })))
      const [event = ''] = await events()
      assert.match(event, /^SignIn Pass, Password Success, (?:Mfa Failure, )?Mfa Success/)
    })

    test('refusals of anybody without a proof leave no more than twenty events in an hour', async () => {
      functions.set('pre', thrown('no'))
      for (let tried = 0; tried < 22; tried++) {
        await withPassword(WRONG)
        now += 1000
      }
      assert.equal((await events()).length, 20)
      functions.set('pre', (event) => event)
      await withPassword(WRONG)
      assert.equal((await events())[0], 'SignIn Fail, Password Failure')
    })

    test('what belongs to no user, or to no sign-in, leaves nothing', async () => {
      functions.set('pre', thrown('no'))
      await begin('USER_PASSWORD_AUTH', { USERNAME: 'nobody', PASSWORD })
      functions.set('pre', (event) => event)
      await answer('EMAIL_OTP', 'no session at all', { EMAIL_OTP_CODE: '12345678' })
      await begin('USER_PASSWORD_AUTH')
      assert.deepEqual(await events(), [])
    })
  },
  ['SQLite in memory', 'PostgreSQL'],
)
