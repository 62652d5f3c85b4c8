// CUSTOM_AUTH together with what the service itself asks for: second factors, new passwords and devices.
import assert from 'node:assert/strict'
import { beforeEach, describe, test } from 'node:test'
import { codeAt } from '../support/authenticator-app.ts'
import {
  answerTo,
  CUSTOM_FLOW,
  CUSTOM_FUNCTIONS,
  CUSTOM_LAMBDAS,
  setCustomFunctions,
} from '../support/custom-challenges.ts'
import { forEachAddress } from '../support/databases.ts'
import { functionArn, useFunctions } from '../support/functions.ts'
import { useJourneys, wrong } from '../support/journeys.ts'
import { newMfaPool } from '../support/mfa.ts'
import { inviteUser, newUser, PASSWORD, TEMPORARY } from '../support/pools.ts'
import { quickPower } from '../support/quick-power.ts'
import { deviceSrpClient, deviceVerifier, srpClient, timestamp } from '../support/srp-client.ts'

const PHONE = '+12065550123'
const EMAIL = 'jane@example.com'
const TRACKING = {
  DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: false },
}

forEachAddress(
  (newAddress) => {
    const functions = useFunctions()
    const it = useJourneys({
      database: newAddress(),
      functions: { functions: functions.named(...CUSTOM_FUNCTIONS, 'tokens') },
    })
    let pool: string
    let client: string

    beforeEach(() => setCustomFunctions(functions))

    async function prepare(...[mfa, factors, settings]: MfaPool): Promise<void> {
      pool = await newMfaPool(it.house.client(), mfa, factors, { LambdaConfig: CUSTOM_LAMBDAS, ...settings })
      client = await it.newClient(pool, CUSTOM_FLOW)
    }
    type MfaPool = [
      mfa: Parameters<typeof newMfaPool>[1],
      factors: Parameters<typeof newMfaPool>[2],
      settings?: Parameters<typeof newMfaPool>[3],
    ]

    const begin = (parameters: object = {}) =>
      it.ok('InitiateAuth', {
        ClientId: client,
        AuthFlow: 'CUSTOM_AUTH',
        AuthParameters: { USERNAME: 'alice', ...parameters },
      })
    const respond = (ChallengeName: string, Session: string, responses: object) =>
      it.ok('RespondToAuthChallenge', {
        ClientId: client,
        ChallengeName,
        Session,
        ChallengeResponses: { USERNAME: 'alice', ...responses },
      })
    const answer = (Session: string, more: object = {}) =>
      respond('CUSTOM_CHALLENGE', Session, { ANSWER: answerTo(0), ...more })

    /** Proves the password, and returns what follows. */
    async function provePassword(password = PASSWORD, more: object = {}) {
      const srp = srpClient(pool, quickPower)
      const { ChallengeName, ChallengeParameters, Session } = await begin({
        CHALLENGE_NAME: 'SRP_A',
        SRP_A: srp.publicKey,
        ...more,
      })
      assert.equal(ChallengeName, 'PASSWORD_VERIFIER')
      const proof = srp.prove(ChallengeParameters, password, timestamp(Date.now()))
      return respond('PASSWORD_VERIFIER', Session, { ...proof, ...more })
    }

    /** What the functions were told at their last decision. */
    function lastRounds(): string[] {
      const { request } = functions
        .events()
        .findLast(({ triggerSource }) => triggerSource.startsWith('DefineAuthChallenge'))
      return request.session.map(
        ({ challengeName, challengeResult }: { challengeName: string; challengeResult: boolean }) =>
          challengeResult ? challengeName : `not ${challengeName}`,
      )
    }

    const user = (attributes: Record<string, string> = {}) =>
      newUser(it.house.client(), pool, 'alice', attributes)
    const activate = (settings: object) =>
      it.administrate('AdminSetUserMFAPreference', { UserPoolId: pool, Username: 'alice', ...settings })

    describe('CUSTOM_AUTH with a password and a second factor', () => {
      test('asks for the factor once the password is proven, then for the custom answer', async () => {
        await prepare('OPTIONAL', 's')
        await user({ phone_number: PHONE })
        await activate({ SMSMfaSettings: { Enabled: true } })
        functions.events()
        const factor = await provePassword()
        assert.equal(factor.ChallengeName, 'SMS_MFA')
        assert.deepEqual(lastRounds(), ['SRP_A'])
        const code = await it.codeTo(PHONE)
        const wrongly = {
          ClientId: client,
          ChallengeName: 'SMS_MFA',
          Session: factor.Session,
          ChallengeResponses: { USERNAME: 'alice', SMS_MFA_CODE: wrong(code) },
        }
        assert.equal((await it.refusal('RespondToAuthChallenge', wrongly))[0], 'CodeMismatchException')
        const custom = await respond('SMS_MFA', factor.Session, { SMS_MFA_CODE: code })
        assert.equal(custom.ChallengeName, 'CUSTOM_CHALLENGE')
        assert.deepEqual(custom.ChallengeParameters, { question: 'question 0' })
        assert.deepEqual(lastRounds(), ['SRP_A', 'PASSWORD_VERIFIER', 'SMS_MFA'])
        assert.ok((await answer(custom.Session)).AuthenticationResult)
        assert.deepEqual(lastRounds(), ['SRP_A', 'PASSWORD_VERIFIER', 'SMS_MFA', 'CUSTOM_CHALLENGE'])
      })

      test('lets the user choose the factor first', async () => {
        await prepare('OPTIONAL', 'se')
        await user({ phone_number: PHONE, email: EMAIL })
        await activate({ SMSMfaSettings: { Enabled: true }, EmailMfaSettings: { Enabled: true } })
        const choice = await provePassword()
        assert.equal(choice.ChallengeName, 'SELECT_MFA_TYPE')
        const factor = await respond('SELECT_MFA_TYPE', choice.Session, { ANSWER: 'EMAIL_OTP' })
        assert.equal(factor.ChallengeName, 'EMAIL_OTP')
        const EMAIL_OTP_CODE = await it.codeTo(EMAIL)
        const custom = await respond('EMAIL_OTP', factor.Session, { EMAIL_OTP_CODE })
        assert.equal(custom.ChallengeName, 'CUSTOM_CHALLENGE')
        assert.deepEqual(lastRounds(), ['SRP_A', 'PASSWORD_VERIFIER', 'EMAIL_OTP'])
        assert.ok((await answer(custom.Session)).AuthenticationResult)
      })

      test('sets an authenticator app up on the way, and does not forget the custom answer', async () => {
        await prepare('ON', 't')
        await user()
        const setUp = await provePassword()
        assert.equal(setUp.ChallengeName, 'MFA_SETUP')
        const { SecretCode, Session } = await it.ok('AssociateSoftwareToken', { Session: setUp.Session })
        const UserCode = codeAt(SecretCode, Date.now())
        const verified = await it.ok('VerifySoftwareToken', { Session, UserCode })
        const custom = await respond('MFA_SETUP', verified.Session, {})
        assert.equal(custom.ChallengeName, 'CUSTOM_CHALLENGE')
        assert.deepEqual(lastRounds(), ['SRP_A', 'PASSWORD_VERIFIER'])
        assert.ok((await answer(custom.Session)).AuthenticationResult)
      })

      test('asks an invited user for a new password, then goes on', async () => {
        await prepare('OFF', '')
        await inviteUser(it.house.client(), pool, 'alice')
        const renewal = await provePassword(TEMPORARY)
        assert.equal(renewal.ChallengeName, 'NEW_PASSWORD_REQUIRED')
        const custom = await respond('NEW_PASSWORD_REQUIRED', renewal.Session, { NEW_PASSWORD: PASSWORD })
        assert.equal(custom.ChallengeName, 'CUSTOM_CHALLENGE')
        assert.deepEqual(lastRounds(), ['SRP_A', 'PASSWORD_VERIFIER', 'NEW_PASSWORD_REQUIRED'])
        assert.equal((await it.look(pool, 'alice')).status, 'CONFIRMED')
        assert.ok((await answer(custom.Session)).AuthenticationResult)
      })
    })

    test('CUSTOM_AUTH without a password asks for the second factor when the functions are content', async () => {
      await prepare('ON', 's')
      await user({ phone_number: PHONE })
      const { Session } = await begin()
      const factor = await answer(Session)
      assert.equal(factor.ChallengeName, 'SMS_MFA')
      functions.events()
      const SMS_MFA_CODE = await it.codeTo(PHONE)
      assert.ok((await respond('SMS_MFA', factor.Session, { SMS_MFA_CODE })).AuthenticationResult)
      assert.deepEqual(functions.events(), [])
    })

    describe('CUSTOM_AUTH on a device', () => {
      interface Device {
        readonly DeviceKey: string
        readonly DeviceGroupKey: string
      }

      /** Signs in, confirms the device that comes of it, and returns it. */
      async function newDevice(): Promise<Device> {
        const { Session } = await begin()
        const { AuthenticationResult } = await answer(Session)
        const device: Device = AuthenticationResult.NewDeviceMetadata
        await it.ok('ConfirmDevice', {
          AccessToken: AuthenticationResult.AccessToken,
          DeviceKey: device.DeviceKey,
          DeviceSecretVerifierConfig: deviceVerifier(device, 'device password', quickPower),
        })
        return device
      }

      /** Proves the device, and returns what follows. */
      async function proveDevice(device: Device, Session: string) {
        const srp = deviceSrpClient(device, quickPower)
        const { DeviceKey: DEVICE_KEY } = device
        const asked = await respond('DEVICE_SRP_AUTH', Session, { DEVICE_KEY, SRP_A: srp.publicKey })
        assert.equal(asked.ChallengeName, 'DEVICE_PASSWORD_VERIFIER')
        const proof = srp.prove(asked.ChallengeParameters, 'device password', timestamp(Date.now()))
        return respond('DEVICE_PASSWORD_VERIFIER', asked.Session, { ...proof, DEVICE_KEY })
      }

      test('that is remembered proves it after the functions are content, even without a second factor', async () => {
        const LambdaConfig = { ...CUSTOM_LAMBDAS, PreTokenGeneration: functionArn('tokens') }
        await prepare('OFF', '', { ...TRACKING, LambdaConfig })
        await user()
        const device = await newDevice()
        const { DeviceKey: DEVICE_KEY } = device
        const { Session } = await begin({ DEVICE_KEY })
        const asked = await answer(Session, { DEVICE_KEY })
        assert.equal(asked.ChallengeName, 'DEVICE_SRP_AUTH')
        const { AuthenticationResult } = await proveDevice(device, asked.Session)
        assert.ok(AuthenticationResult.AccessToken)
        assert.equal(functions.events().at(-1).triggerSource, 'TokenGeneration_AuthenticateDevice')
        assert.ok(!('NewDeviceMetadata' in AuthenticationResult))
      })

      test('that was forgotten is refused, and the answer can be repeated without it', async () => {
        await prepare('OFF', '', TRACKING)
        await user()
        const { DeviceKey: DEVICE_KEY } = await newDevice()
        await it.administrate('AdminForgetDevice', {
          UserPoolId: pool,
          Username: 'alice',
          DeviceKey: DEVICE_KEY,
        })
        const { Session } = await begin({ DEVICE_KEY })
        const refused = await it.refusal('RespondToAuthChallenge', {
          ClientId: client,
          ChallengeName: 'CUSTOM_CHALLENGE',
          Session,
          ChallengeResponses: { USERNAME: 'alice', ANSWER: answerTo(0), DEVICE_KEY },
        })
        assert.deepEqual(refused, ['ResourceNotFoundException', 'Device does not exist.'])
        const { AuthenticationResult } = await answer(Session)
        assert.notEqual(AuthenticationResult.NewDeviceMetadata.DeviceKey, DEVICE_KEY)
      })

      test('does so after the password, too, in the place of the second factor', async () => {
        await prepare('OPTIONAL', 's', TRACKING)
        await user({ phone_number: PHONE })
        const device = await newDevice()
        await activate({ SMSMfaSettings: { Enabled: true } })
        const { DeviceKey: DEVICE_KEY } = device
        const custom = await provePassword(PASSWORD, { DEVICE_KEY })
        assert.equal(custom.ChallengeName, 'CUSTOM_CHALLENGE')
        const asked = await answer(custom.Session, { DEVICE_KEY })
        assert.equal(asked.ChallengeName, 'DEVICE_SRP_AUTH')
        assert.ok((await proveDevice(device, asked.Session)).AuthenticationResult)

        const again = await provePassword(PASSWORD, { DEVICE_KEY })
        const unnamed = await answer(again.Session)
        assert.equal(unnamed.ChallengeName, 'SMS_MFA') // the device was not proven
      })

      test('that is new gets no key after a password, and its tokens can be refreshed without one', async () => {
        await prepare('OFF', '', TRACKING)
        await user()
        const custom = await provePassword()
        const { AuthenticationResult } = await answer(custom.Session)
        assert.ok(!('NewDeviceMetadata' in AuthenticationResult))
        const AuthParameters = { REFRESH_TOKEN: AuthenticationResult.RefreshToken }
        const refresh = { ClientId: client, AuthFlow: 'REFRESH_TOKEN_AUTH', AuthParameters }
        assert.ok((await it.ok('InitiateAuth', refresh)).AuthenticationResult)
      })
    })
  },
  ['SQLite in memory', 'PostgreSQL'],
)
