import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { CognitoUser, CognitoUserPool, type MFAOption, type UserData } from 'amazon-cognito-identity-js'
import { codeAt, STEP, standingClock } from '../support/authenticator-app.ts'
import { useJourneys, wrong } from '../support/journeys.ts'
import { newMfaPool, type OfferedFactors } from '../support/mfa.ts'
import { type Attributes, inviteUser, newUser, PASSWORD, TEMPORARY } from '../support/pools.ts'
import { authenticate, called, challengeOf, ended, outcome, sessionOf } from './identity-js-user.ts'
import { useNativePowers } from './native-powers.ts'

// All second factors that this client knows: it was never taught codes by e-mail, nor the flow USER_AUTH.

// Two, since the inbox does not show which of two messages of one instant is newer.
const PHONE = '+12065550123'
const OTHER_PHONE = '+12065550124'

const clock = standingClock()
const it = useJourneys({ clock })
useNativePowers('identity-js')

/** A user called alice in a pool with second factors, on as many machines as it is called. */
async function place(
  mfa: 'OPTIONAL' | 'ON',
  factors: OfferedFactors,
  attributes: Attributes = {},
  newAlice: typeof inviteUser = newUser,
): Promise<() => CognitoUser> {
  const root = it.house.client()
  const UserPoolId = await newMfaPool(root, mfa, factors)
  await newAlice(root, UserPoolId, 'alice', attributes)
  const ExplicitAuthFlows = ['ALLOW_USER_SRP_AUTH', 'ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH']
  const ClientId = await it.newClient(UserPoolId, { ExplicitAuthFlows })
  const Pool = new CognitoUserPool({ UserPoolId, ClientId, endpoint: it.house.url })
  return () => new CognitoUser({ Username: 'alice', Pool })
}

/** What an authenticator app shows, some steps of 30 seconds from now. */
const shown = (secret: string, steps = 0) => codeAt(secret, clock() + steps * STEP)

const secretOf = (user: CognitoUser) =>
  new Promise<string>((associateSecretCode, onFailure) =>
    user.associateSoftwareToken({ associateSecretCode, onFailure }),
  )
const verify = (user: CognitoUser, code: string) =>
  ended((callbacks) => user.verifySoftwareToken(code, 'Phone', callbacks))
const answer = (user: CognitoUser, code: string, factor = 'SMS_MFA') =>
  outcome((callbacks) => user.sendMFACode(code, callbacks, factor))

const ENABLED = { Enabled: true, PreferredMfa: false }
const PREFERRED = { Enabled: true, PreferredMfa: true }

describe('amazon-cognito-identity-js', () => {
  test('sets up an authenticator app, and signs in with it from then on', async () => {
    const alice = await place('OPTIONAL', 't')
    const user = alice()
    await sessionOf(authenticate(user, PASSWORD))
    const secret = await secretOf(user)
    await assert.rejects(verify(user, wrong(shown(secret))), { name: 'EnableSoftwareTokenMFAException' })
    await verify(user, shown(secret))
    await called((done) => user.setUserMfaPreference(null, PREFERRED, done))
    const { PreferredMfaSetting, UserMFASettingList } = await called<UserData>((done) =>
      user.getUserData(done, { bypassCache: true }),
    )
    assert.deepEqual(
      [PreferredMfaSetting, UserMFASettingList],
      ['SOFTWARE_TOKEN_MFA', ['SOFTWARE_TOKEN_MFA']],
    )

    const later = alice()
    const reached = await authenticate(later, PASSWORD)
    assert.ok('challenge' in reached)
    assert.deepEqual(
      [reached.challenge, reached.parameters.FRIENDLY_DEVICE_NAME],
      ['SOFTWARE_TOKEN_MFA', 'Phone'],
    )
    await assert.rejects(answer(later, wrong(shown(secret, 1)), 'SOFTWARE_TOKEN_MFA'), {
      name: 'CodeMismatchException',
      message: 'Invalid code received for user',
    })
    const session = await sessionOf(answer(later, shown(secret, 1), 'SOFTWARE_TOKEN_MFA'))
    assert.equal(session.getIdToken().payload['cognito:username'], 'alice')
  })

  test('signs in with a code by text message', async () => {
    const alice = await place('ON', 's', { phone_number: PHONE })
    const user = alice()
    const reached = await authenticate(user, PASSWORD)
    assert.ok('challenge' in reached)
    const { CODE_DELIVERY_DELIVERY_MEDIUM: medium, CODE_DELIVERY_DESTINATION: to } = reached.parameters
    assert.deepEqual([reached.challenge, medium, to], ['SMS_MFA', 'SMS', '+*******0123'])
    const code = await it.codeTo(PHONE)
    await assert.rejects(answer(user, wrong(code)), {
      name: 'CodeMismatchException',
      message: 'Invalid code or auth state for the user.',
    })
    assert.ok((await sessionOf(answer(user, code))).isValid())
  })

  test('turns codes by text message on and off in the old way', async () => {
    const alice = await place('OPTIONAL', 's', { phone_number: PHONE })
    const user = alice()
    await sessionOf(authenticate(user, PASSWORD))
    await called((done) => user.enableMFA(done))
    assert.deepEqual(await called<MFAOption[]>((done) => user.getMFAOptions(done)), [
      { AttributeName: 'phone_number', DeliveryMedium: 'SMS' },
    ])
    assert.equal(await challengeOf(authenticate(alice(), PASSWORD)), 'SMS_MFA')
    await called((done) => user.disableMFA(done))
    assert.ok((await sessionOf(authenticate(alice(), PASSWORD))).isValid())
  })

  test('chooses one of several factors', async () => {
    const alice = await place('OPTIONAL', 'st', { phone_number: OTHER_PHONE })
    const user = alice()
    await sessionOf(authenticate(user, PASSWORD))
    const secret = await secretOf(user)
    await verify(user, shown(secret))
    await called((done) => user.setUserMfaPreference(ENABLED, ENABLED, done))
    for (const [choice, code] of [
      ['SMS_MFA', () => it.codeTo(OTHER_PHONE)],
      ['SOFTWARE_TOKEN_MFA', () => shown(secret, 1)],
    ] as const) {
      const later = alice()
      const reached = await authenticate(later, PASSWORD)
      assert.ok('challenge' in reached)
      const { MFAS_CAN_CHOOSE = '' } = reached.parameters
      assert.equal(reached.challenge, 'SELECT_MFA_TYPE')
      assert.deepEqual(JSON.parse(MFAS_CAN_CHOOSE), ['SMS_MFA', 'SOFTWARE_TOKEN_MFA'])
      const chosen = outcome((callbacks) => later.sendMFASelectionAnswer(choice, callbacks))
      assert.equal(await challengeOf(chosen), choice)
      assert.ok((await sessionOf(answer(later, await code(), choice))).isValid())
    }
  })

  test('sets up an authenticator app at the first sign-in, after a new password', async () => {
    const alice = await place('ON', 'st', {}, inviteUser)
    const user = alice()
    assert.equal(await challengeOf(authenticate(user, TEMPORARY)), 'NEW_PASSWORD_REQUIRED')
    const chosen = await outcome((callbacks) => user.completeNewPasswordChallenge(PASSWORD, {}, callbacks))
    assert.ok('challenge' in chosen)
    const { MFAS_CAN_SETUP = '' } = chosen.parameters
    assert.equal(chosen.challenge, 'MFA_SETUP')
    assert.deepEqual(JSON.parse(MFAS_CAN_SETUP), ['SMS_MFA', 'SOFTWARE_TOKEN_MFA'])
    const secret = await secretOf(user)
    await assert.rejects(verify(user, wrong(shown(secret))), { name: 'EnableSoftwareTokenMFAException' })
    await verify(user, shown(secret))
    assert.ok(user.getSignInUserSession()?.isValid())
    assert.equal(await challengeOf(authenticate(alice(), PASSWORD)), 'SOFTWARE_TOKEN_MFA')
  })
})
