import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  confirmSignIn,
  fetchMFAPreference,
  fetchUserAttributes,
  type SignInOutput,
  setUpTOTP,
  signIn,
  signOut,
  updateMFAPreference,
  verifyTOTPSetup,
} from '@aws-amplify/auth'
import { codeAt, STEP, standingClock } from '../support/authenticator-app.ts'
import { useJourneys, wrong } from '../support/journeys.ts'
import { newMfaPool, type OfferedFactors } from '../support/mfa.ts'
import { type Attributes, inviteUser, newUser, PASSWORD, TEMPORARY } from '../support/pools.ts'
import { openAmplify } from './amplify-app.ts'
import { useNativePowers } from './native-powers.ts'

// Several, since the inbox does not show which of two messages of one instant is newer.
const EMAIL = 'jane@example.com'
const OTHER_EMAIL = 'joan@example.com'
const NEW_EMAIL = 'june@example.com'
const PHONE = '+12065550123'
const OTHER_PHONE = '+12065550124'
const REFUSED = { name: 'CodeMismatchException', message: 'Invalid code or auth state for the user.' }

const clock = standingClock()
const it = useJourneys({ clock })
useNativePowers('Amplify')

/** A pool with second factors, in it a user called alice, and an application without a signed-in user. */
async function place(
  mfa: 'OPTIONAL' | 'ON',
  factors: OfferedFactors,
  attributes: Attributes = {},
  newAlice: typeof inviteUser = newUser,
) {
  const root = it.house.client()
  const pool = await newMfaPool(root, mfa, factors)
  await newAlice(root, pool, 'alice', attributes)
  const ExplicitAuthFlows = ['ALLOW_USER_SRP_AUTH', 'ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH']
  openAmplify(it.house.url, pool, await it.newClient(pool, { ExplicitAuthFlows }))
}

const enter = (password = PASSWORD) =>
  signIn({ username: 'alice', password, options: { authFlowType: 'USER_PASSWORD_AUTH' } })
const enterBySrp = (password = PASSWORD) => signIn({ username: 'alice', password })
const answer = (challengeResponse: string) => confirmSignIn({ challengeResponse })

/** What an authenticator app shows, some steps of 30 seconds from now. */
const shown = (secret: string, steps = 0) => codeAt(secret, clock() + steps * STEP)

function stepOf({ isSignedIn, nextStep }: SignInOutput): string {
  assert.equal(isSignedIn, nextStep.signInStep === 'DONE')
  return nextStep.signInStep
}

async function leave(): Promise<void> {
  await signOut()
  await assert.rejects(fetchMFAPreference(), { name: 'UserUnAuthenticatedException' })
}

describe('Amplify', () => {
  test('sets up an authenticator app, and signs in with it from then on', async () => {
    await place('OPTIONAL', 't')
    assert.equal(stepOf(await enter()), 'DONE')
    const { sharedSecret, getSetupUri } = await setUpTOTP()
    assert.equal(getSetupUri('App', 'alice').searchParams.get('secret'), sharedSecret)
    await assert.rejects(verifyTOTPSetup({ code: wrong(shown(sharedSecret)) }), {
      name: 'EnableSoftwareTokenMFAException',
      message: 'Code mismatch and fail enable Software Token MFA',
    })
    await verifyTOTPSetup({ code: shown(sharedSecret), options: { friendlyDeviceName: 'Phone' } })
    await updateMFAPreference({ totp: 'PREFERRED' })
    assert.deepEqual(await fetchMFAPreference(), { preferred: 'TOTP', enabled: ['TOTP'] })

    await leave()
    assert.equal(stepOf(await enterBySrp()), 'CONFIRM_SIGN_IN_WITH_TOTP_CODE')
    await assert.rejects(answer(shown(sharedSecret)), {
      name: 'ExpiredCodeException',
      message: 'Your software token has already been used once.',
    })
    await assert.rejects(answer(wrong(shown(sharedSecret, 1))), {
      name: 'CodeMismatchException',
      message: 'Invalid code received for user',
    })
    assert.equal(stepOf(await answer(shown(sharedSecret, 1))), 'DONE')

    await updateMFAPreference({ totp: 'DISABLED' })
    await leave()
    assert.equal(stepOf(await enter()), 'DONE')
  })

  for (const { step, factors, attributes, to, codeDeliveryDetails } of [
    {
      step: 'CONFIRM_SIGN_IN_WITH_SMS_CODE',
      factors: 's',
      attributes: { phone_number: PHONE },
      to: PHONE,
      codeDeliveryDetails: { deliveryMedium: 'SMS', destination: '+*******0123' },
    },
    {
      step: 'CONFIRM_SIGN_IN_WITH_EMAIL_CODE',
      factors: 'e',
      attributes: { email: EMAIL },
      to: EMAIL,
      codeDeliveryDetails: { deliveryMedium: 'EMAIL', destination: 'j***@e***' },
    },
  ] as const) {
    test(`signs in by way of ${step}`, async () => {
      await place('ON', factors, attributes)
      assert.deepEqual((await enterBySrp()).nextStep, { signInStep: step, codeDeliveryDetails })
      const code = await it.codeTo(to)
      await assert.rejects(answer(wrong(code)), REFUSED)
      assert.equal(stepOf(await answer(code)), 'DONE')
      assert.deepEqual(await fetchMFAPreference(), { preferred: undefined, enabled: undefined })
    })
  }

  test('chooses one of several factors until it prefers one', async () => {
    await place('OPTIONAL', 'ste', { phone_number: OTHER_PHONE, email: OTHER_EMAIL })
    await enter()
    const { sharedSecret } = await setUpTOTP()
    await verifyTOTPSetup({ code: shown(sharedSecret) })
    await updateMFAPreference({ sms: 'ENABLED', totp: 'ENABLED', email: 'ENABLED' })
    const allowedMFATypes = ['SMS', 'TOTP', 'EMAIL']
    assert.deepEqual(await fetchMFAPreference(), { preferred: undefined, enabled: allowedMFATypes })
    for (const [choice, step, code] of [
      ['SMS', 'CONFIRM_SIGN_IN_WITH_SMS_CODE', () => it.codeTo(OTHER_PHONE)],
      ['TOTP', 'CONFIRM_SIGN_IN_WITH_TOTP_CODE', () => shown(sharedSecret, 1)],
      ['EMAIL', 'CONFIRM_SIGN_IN_WITH_EMAIL_CODE', () => it.codeTo(OTHER_EMAIL)],
    ] as const) {
      await leave()
      const signInStep = 'CONTINUE_SIGN_IN_WITH_MFA_SELECTION'
      assert.deepEqual((await enter()).nextStep, { signInStep, allowedMFATypes })
      assert.equal(stepOf(await answer(choice)), step)
      assert.equal(stepOf(await answer(await code())), 'DONE')
    }
    await updateMFAPreference({ email: 'PREFERRED' })
    await leave()
    assert.equal(stepOf(await enter()), 'CONFIRM_SIGN_IN_WITH_EMAIL_CODE')
  })

  test('sets up an authenticator app at the first sign-in, after a new password', async () => {
    await place('ON', 'st', {}, inviteUser)
    assert.equal(stepOf(await enterBySrp(TEMPORARY)), 'CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED')
    const secret = await secretOf(answer(PASSWORD))
    await assert.rejects(answer(wrong(shown(secret))), { name: 'EnableSoftwareTokenMFAException' })
    assert.equal(stepOf(await answer(shown(secret))), 'DONE')
    await leave()
    assert.equal(stepOf(await enter()), 'CONFIRM_SIGN_IN_WITH_TOTP_CODE')
    assert.equal(stepOf(await answer(shown(secret, 1))), 'DONE')
  })

  test('chooses what to set up at the first sign-in: an e-mail address', async () => {
    await place('ON', 'te')
    assert.deepEqual((await enter()).nextStep, SET_UP_CHOICE)
    assert.equal(stepOf(await answer('EMAIL')), 'CONTINUE_SIGN_IN_WITH_EMAIL_SETUP')
    assert.equal(stepOf(await answer(NEW_EMAIL)), 'CONFIRM_SIGN_IN_WITH_EMAIL_CODE')
    const code = await it.codeTo(NEW_EMAIL)
    await assert.rejects(answer(wrong(code)), REFUSED)
    assert.equal(stepOf(await answer(code)), 'DONE')
    const { email, email_verified } = await fetchUserAttributes()
    assert.deepEqual([email, email_verified], [NEW_EMAIL, 'true'])
    await leave()
    assert.equal(stepOf(await enter()), 'CONFIRM_SIGN_IN_WITH_EMAIL_CODE')
  })

  test('chooses what to set up at the first sign-in: an authenticator app', async () => {
    await place('ON', 'te')
    assert.deepEqual((await enter()).nextStep, SET_UP_CHOICE)
    const secret = await secretOf(answer('TOTP'))
    assert.equal(stepOf(await answer(shown(secret))), 'DONE')
    await leave()
    assert.equal(stepOf(await enter()), 'CONFIRM_SIGN_IN_WITH_TOTP_CODE')
  })
})

const SET_UP_CHOICE = {
  signInStep: 'CONTINUE_SIGN_IN_WITH_MFA_SETUP_SELECTION',
  allowedMFATypes: ['TOTP', 'EMAIL'],
}

/** The secret that a sign-in demands to be put into an authenticator app. */
async function secretOf(outcome: Promise<SignInOutput>): Promise<string> {
  const { nextStep } = await outcome
  if (nextStep.signInStep === 'CONTINUE_SIGN_IN_WITH_TOTP_SETUP')
    return nextStep.totpSetupDetails.sharedSecret
  return assert.fail(nextStep.signInStep)
}
