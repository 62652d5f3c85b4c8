import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  autoSignIn,
  confirmSignIn,
  confirmSignUp,
  fetchUserAttributes,
  getCurrentUser,
  type SignInOutput,
  signIn,
  signOut,
  signUp,
} from '@aws-amplify/auth'
import { OTHER_PASSWORD, useJourneys, wrong } from '../support/journeys.ts'
import { newMfaPool, type OfferedFactors } from '../support/mfa.ts'
import { type Attributes, newUser, PASSWORD } from '../support/pools.ts'
import { openAmplify, unrefTimers } from './amplify-app.ts'
import { useNativePowers } from './native-powers.ts'

// The flow USER_AUTH, in which users choose their first factor. Passkeys need a browser: test/browser/amplify.test.ts.

const EMAIL = 'jane@example.com'
const PHONE = '+12065550123'
const BOTH = { email: EMAIL, phone_number: PHONE }
const INCORRECT = { name: 'NotAuthorizedException', message: 'Incorrect username or password.' }

const it = useJourneys()
useNativePowers('Amplify')

/** A pool with these first factors and second factors, and an application without a signed-in user. */
async function place(
  AllowedFirstAuthFactors: ('PASSWORD' | 'EMAIL_OTP' | 'SMS_OTP')[],
  { factors = '' as OfferedFactors, client = {}, settings = {} } = {},
): Promise<string> {
  const pool = await newMfaPool(it.house.client(), factors ? 'OPTIONAL' : 'OFF', factors, {
    Policies: { SignInPolicy: { AllowedFirstAuthFactors } },
    AutoVerifiedAttributes: ['email'],
    ...settings,
  })
  const ExplicitAuthFlows = ['ALLOW_USER_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH']
  openAmplify(it.house.url, pool, await it.newClient(pool, { ExplicitAuthFlows, ...client }))
  return pool
}

async function placeWithAlice(attributes: Attributes = BOTH, factors: OfferedFactors = ''): Promise<string> {
  const pool = await place(['PASSWORD', 'EMAIL_OTP', 'SMS_OTP'], { factors })
  await newUser(it.house.client(), pool, 'alice', attributes)
  return pool
}

type Factor = 'PASSWORD' | 'PASSWORD_SRP' | 'EMAIL_OTP' | 'SMS_OTP'

/** Without a factor, the user is asked to choose. */
function choose(factor?: Factor, password?: string, username = 'alice'): Promise<SignInOutput> {
  const preference = factor && { preferredChallenge: factor }
  return signIn({
    username,
    ...(password && { password }),
    options: { authFlowType: 'USER_AUTH', ...preference },
  })
}

const answer = (challengeResponse: string) => confirmSignIn({ challengeResponse })

function stepOf({ isSignedIn, nextStep }: SignInOutput): string {
  assert.equal(isSignedIn, nextStep.signInStep === 'DONE')
  return nextStep.signInStep
}

const PASSWORDS = ['PASSWORD', 'PASSWORD_SRP'] as const
const CODES = [
  {
    factor: 'EMAIL_OTP',
    signInStep: 'CONFIRM_SIGN_IN_WITH_EMAIL_CODE',
    codeDeliveryDetails: { deliveryMedium: 'EMAIL', destination: 'j***@e***' },
    to: EMAIL,
  },
  {
    factor: 'SMS_OTP',
    signInStep: 'CONFIRM_SIGN_IN_WITH_SMS_CODE',
    codeDeliveryDetails: { deliveryMedium: 'SMS', destination: '+*******0123' },
    to: PHONE,
  },
] as const

/** The first factors among which the user is asked to choose. */
async function offered(step: Promise<SignInOutput>): Promise<Set<string>> {
  const { nextStep } = await step
  assert.equal(nextStep.signInStep, 'CONTINUE_SIGN_IN_WITH_FIRST_FACTOR_SELECTION')
  return new Set('availableChallenges' in nextStep ? nextStep.availableChallenges : [])
}

describe('Amplify', () => {
  for (const factor of PASSWORDS) {
    test(`signs in by the preferred ${factor}`, async () => {
      await placeWithAlice()
      await assert.rejects(choose(factor, OTHER_PASSWORD), INCORRECT)
      assert.equal(stepOf(await choose(factor, PASSWORD)), 'DONE')
      assert.equal((await getCurrentUser()).username, 'alice')
    })

    test(`signs in by ${factor} when asked to choose`, async () => {
      await placeWithAlice()
      const all = new Set([...PASSWORDS, 'EMAIL_OTP', 'SMS_OTP'])
      for (const [password, outcome] of [
        [OTHER_PASSWORD, () => assert.rejects(answer(OTHER_PASSWORD), INCORRECT)],
        [PASSWORD, async () => assert.equal(stepOf(await answer(PASSWORD)), 'DONE')],
      ] as const) {
        assert.deepEqual(await offered(choose()), all, password)
        assert.equal(stepOf(await answer(factor)), 'CONFIRM_SIGN_IN_WITH_PASSWORD')
        await outcome()
      }
      assert.equal((await getCurrentUser()).username, 'alice')
    })
  }

  for (const { factor, to, ...nextStep } of CODES) {
    test(`signs in by the preferred ${factor}`, async () => {
      await placeWithAlice()
      assert.deepEqual((await choose(factor)).nextStep, nextStep)
      const code = await it.codeTo(to)
      assert.equal(code.length, 8)
      await assert.rejects(answer(wrong(code)), {
        name: 'CodeMismatchException',
        message: 'Invalid code or auth state for the user.',
      })
      assert.equal(stepOf(await answer(code)), 'DONE')
      assert.equal((await getCurrentUser()).username, 'alice')
    })

    test(`signs in by ${factor} when asked to choose`, async () => {
      await placeWithAlice()
      await offered(choose())
      assert.deepEqual((await answer(factor)).nextStep, nextStep)
      assert.equal(stepOf(await answer(await it.codeTo(to))), 'DONE')
    })
  }

  test('is asked to choose where the user does not have the preferred factor', async () => {
    await placeWithAlice({ email: EMAIL })
    assert.deepEqual(await offered(choose('SMS_OTP')), new Set([...PASSWORDS, 'EMAIL_OTP']))
    assert.equal(stepOf(await answer('EMAIL_OTP')), 'CONFIRM_SIGN_IN_WITH_EMAIL_CODE')
  })

  test('demands the second factor of a user who has one, after a password', async () => {
    const UserPoolId = await placeWithAlice(BOTH, 's')
    const SMSMfaSettings = { Enabled: true }
    await it.administrate('AdminSetUserMFAPreference', { UserPoolId, Username: 'alice', SMSMfaSettings })
    assert.deepEqual(await offered(choose()), new Set(PASSWORDS))
    for (const factor of PASSWORDS) {
      assert.equal(stepOf(await choose(factor, PASSWORD)), 'CONFIRM_SIGN_IN_WITH_SMS_CODE')
      assert.equal(stepOf(await answer(await it.codeTo(PHONE))), 'DONE')
      await signOut()
    }
  })

  test('learns nothing about a stranger', async () => {
    await place(['PASSWORD', 'EMAIL_OTP'], { client: { PreventUserExistenceErrors: 'ENABLED' } })
    assert.deepEqual(
      await offered(choose(undefined, undefined, 'nobody')),
      new Set([...PASSWORDS, 'EMAIL_OTP']),
    )
    assert.equal(stepOf(await choose('EMAIL_OTP', undefined, EMAIL)), 'CONFIRM_SIGN_IN_WITH_EMAIL_CODE')
    await assert.rejects(answer('12345678'), { name: 'CodeMismatchException' })
    for (const factor of PASSWORDS) await assert.rejects(choose(factor, PASSWORD, 'nobody'), INCORRECT)
  })

  test('signs a user up without a password, in with the code of the sign-up, and in again with another', async (t) => {
    unrefTimers(t)
    await place(['PASSWORD', 'EMAIL_OTP'], { settings: { UsernameAttributes: ['email'] } })
    const autoSignInBy = { authFlowType: 'USER_AUTH' } as const
    const options = { userAttributes: { email: EMAIL }, autoSignIn: autoSignInBy }
    const signedUp = await signUp({ username: EMAIL, options })
    assert.equal(signedUp.nextStep.signUpStep, 'CONFIRM_SIGN_UP')
    const confirmationCode = await it.codeTo(EMAIL)
    const confirmed = await confirmSignUp({ username: EMAIL, confirmationCode })
    assert.equal(confirmed.nextStep.signUpStep, 'COMPLETE_AUTO_SIGN_IN')
    assert.equal(stepOf(await autoSignIn()), 'DONE')
    assert.equal((await fetchUserAttributes()).email_verified, 'true')
    await signOut()
    assert.equal(stepOf(await choose('EMAIL_OTP', undefined, EMAIL)), 'CONFIRM_SIGN_IN_WITH_EMAIL_CODE')
    assert.equal(stepOf(await answer(await it.codeTo(EMAIL))), 'DONE')
  })
})
