import assert from 'node:assert/strict'
import { beforeEach, describe, test } from 'node:test'
import {
  autoSignIn,
  confirmResetPassword,
  confirmSignIn,
  confirmSignUp,
  confirmUserAttribute,
  deleteUser,
  deleteUserAttributes,
  fetchAuthSession,
  fetchUserAttributes,
  getCurrentUser,
  resendSignUpCode,
  resetPassword,
  signIn,
  signOut,
  signUp,
  updatePassword,
  updateUserAttributes,
} from '@aws-amplify/auth'
import { OTHER_PASSWORD, useJourneys, wrong } from '../support/journeys.ts'
import { PASSWORD } from '../support/pools.ts'
import { openAmplify, unrefTimers } from './amplify-app.ts'
import { useNativePowers } from './native-powers.ts'

const EMAIL = 'a@example.com'
const HOUR = 3_600_000

const it = useJourneys()
let pool: string
let client: string

/** Each test has its own pool, and an application without a signed-in user. */
beforeEach(async () => {
  pool = await it.newPool({ AutoVerifiedAttributes: ['email'] })
  const ExplicitAuthFlows = ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH']
  client = await it.newClient(pool, { ExplicitAuthFlows })
  openAmplify(it.house.url, pool, client)
})

const alice = { username: 'alice', password: PASSWORD }
const newcomer = { ...alice, options: { userAttributes: { email: EMAIL } } }

async function join(): Promise<void> {
  await signUp(newcomer)
  await confirmSignUp({ username: 'alice', confirmationCode: await it.codeTo(EMAIL) })
}

async function enter(password = PASSWORD): Promise<void> {
  const { nextStep } = await signIn({ username: 'alice', password })
  assert.deepEqual(nextStep, { signInStep: 'DONE' })
}

async function tokens(options = {}) {
  const session = await fetchAuthSession(options)
  const { accessToken, idToken } = session.tokens ?? assert.fail('no user is signed in')
  return { access: accessToken, id: idToken ?? assert.fail('no ID token') }
}

describe('Amplify, with its own arithmetic,', () => {
  test('signs in by SRP and knows who it is', async () => {
    await join()
    await enter()
    const { access, id } = await tokens()
    assert.equal(access.payload.token_use, 'access')
    assert.equal(id.payload.email, EMAIL)
    const { username, userId } = await getCurrentUser()
    assert.deepEqual([username, userId], ['alice', id.payload.sub])
  })

  test('learns that the password is wrong', async () => {
    await join()
    await assert.rejects(signIn({ username: 'alice', password: OTHER_PASSWORD }), {
      name: 'NotAuthorizedException',
      message: 'Incorrect username or password.',
    })
  })
})

describe('Amplify', () => {
  useNativePowers('Amplify')

  test('signs a user up, who confirms with the second code that was sent', async () => {
    const { nextStep } = await signUp(newcomer)
    assert.equal(nextStep.signUpStep, 'CONFIRM_SIGN_UP')
    const [username, first] = ['alice', await it.codeTo(EMAIL)]
    await assert.rejects(confirmSignUp({ username, confirmationCode: wrong(first) }), {
      name: 'CodeMismatchException',
      message: 'Invalid verification code provided, please try again.',
    })
    assert.deepEqual(await resendSignUpCode({ username }), {
      destination: 'a***@e***',
      deliveryMedium: 'EMAIL',
      attributeName: 'email',
    })
    const confirmed = await confirmSignUp({ username, confirmationCode: await it.codeTo(EMAIL) })
    assert.deepEqual(confirmed, { isSignUpComplete: true, nextStep: { signUpStep: 'DONE' } })
  })

  test('signs a user in by itself after the sign-up', async (t) => {
    unrefTimers(t)
    await signUp({ ...newcomer, options: { ...newcomer.options, autoSignIn: true } })
    const confirmationCode = await it.codeTo(EMAIL)
    const { nextStep } = await confirmSignUp({ username: 'alice', confirmationCode })
    assert.equal(nextStep.signUpStep, 'COMPLETE_AUTO_SIGN_IN')
    assert.deepEqual(await autoSignIn(), { isSignedIn: true, nextStep: { signInStep: 'DONE' } })
    assert.equal((await getCurrentUser()).username, 'alice')
  })

  test('learns that the sign-up has to be confirmed first', async () => {
    await signUp(newcomer)
    const { nextStep } = await signIn(alice)
    assert.equal(nextStep.signInStep, 'CONFIRM_SIGN_UP')
  })

  test('chooses a password after an invitation', async () => {
    const TemporaryPassword = OTHER_PASSWORD
    const invitation = { UserPoolId: pool, Username: 'alice', TemporaryPassword, MessageAction: 'SUPPRESS' }
    await it.administrate('AdminCreateUser', invitation)
    const { nextStep } = await signIn({ username: 'alice', password: TemporaryPassword })
    assert.equal(nextStep.signInStep, 'CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED')
    assert.equal((await confirmSignIn({ challengeResponse: PASSWORD })).isSignedIn, true)
    assert.ok((await tokens()).access)
  })

  test('refreshes its tokens on demand', async () => {
    await join()
    await enter()
    const first = await tokens()
    it.house.passTime(HOUR / 60)
    const second = await tokens({ forceRefresh: true })
    assert.notEqual(second.access.payload.jti, first.access.payload.jti)
    assert.equal(second.access.payload.auth_time, first.access.payload.auth_time)
  })

  test('refreshes its tokens by itself when they have expired', async (t) => {
    await join()
    await enter()
    const first = await tokens()
    assert.equal((await tokens()).access.payload.jti, first.access.payload.jti)
    t.mock.timers.enable({ apis: ['Date'], now: Date.now() + 2 * HOUR }) // for client and server alike
    assert.notEqual((await tokens()).access.payload.jti, first.access.payload.jti)
  })

  test('changes attributes and confirms a new address', async () => {
    await join()
    await enter()
    const changed = { nickname: 'Al', email: 'b@example.com' }
    const { email } = await updateUserAttributes({ userAttributes: changed })
    assert.deepEqual(email?.nextStep, {
      updateAttributeStep: 'CONFIRM_ATTRIBUTE_WITH_CODE',
      codeDeliveryDetails: { attributeName: 'email', deliveryMedium: 'EMAIL', destination: 'b***@e***' },
    })
    const { sub, ...unconfirmed } = await fetchUserAttributes()
    assert.deepEqual(unconfirmed, { ...changed, email_verified: 'false' })
    const confirmationCode = await it.codeTo('b@example.com')
    await confirmUserAttribute({ userAttributeKey: 'email', confirmationCode })
    await deleteUserAttributes({ userAttributeKeys: ['nickname'] })
    assert.deepEqual(await fetchUserAttributes(), { sub, email: changed.email, email_verified: 'true' })
  })

  test('changes the password', async () => {
    await join()
    await enter()
    await updatePassword({ oldPassword: PASSWORD, newPassword: OTHER_PASSWORD })
    await signOut()
    await assert.rejects(signIn(alice), { name: 'NotAuthorizedException' })
    await enter(OTHER_PASSWORD)
  })

  test('replaces a forgotten password', async () => {
    await join()
    const { nextStep } = await resetPassword({ username: 'alice' })
    assert.equal(nextStep.resetPasswordStep, 'CONFIRM_RESET_PASSWORD_WITH_CODE')
    const confirmationCode = await it.codeTo(EMAIL)
    await confirmResetPassword({ username: 'alice', confirmationCode, newPassword: OTHER_PASSWORD })
    await enter(OTHER_PASSWORD)
  })

  test('signs out here, and its tokens stop working', async () => {
    await join()
    await enter()
    const AccessToken = (await tokens()).access.toString()
    await signOut()
    assert.equal((await fetchAuthSession()).tokens, undefined)
    assert.deepEqual(await it.refusal('GetUser', { AccessToken }), [
      'NotAuthorizedException',
      'Access Token has been revoked',
    ])
  })

  test('signs out everywhere', async () => {
    await join()
    await enter()
    const here = (await tokens()).access.toString()
    openAmplify(it.house.url, pool, client)
    await enter()
    await signOut({ global: true })
    assert.deepEqual(await it.refusal('GetUser', { AccessToken: here }), [
      'NotAuthorizedException',
      'Access Token has been revoked',
    ])
  })

  test('deletes the account', async () => {
    await join()
    await enter()
    await deleteUser()
    await assert.rejects(signIn(alice), { name: 'UserNotFoundException' })
  })
})

describe('a browser', () => {
  /** Without the names that a page may use from any origin, except the media types (Fetch standard, 2.2.2). */
  const SAFELISTED = new Set(['accept', 'accept-language', 'content-language'])

  test('asks with the headers that Amplify sends, and is allowed all of them', async (t) => {
    const sent: Headers[] = []
    const { fetch } = globalThis
    t.mock.method(globalThis, 'fetch', (...request: Parameters<typeof fetch>) => {
      sent.push(new Headers(request[1]?.headers))
      return fetch(...request)
    })
    await join()
    await enter()
    t.mock.restoreAll()
    const names = new Set(sent.flatMap((headers) => [...headers.keys()]))
    const asked = [...names].filter((name) => !SAFELISTED.has(name)).sort()
    for (const name of ['content-type', 'x-amz-target', 'x-amz-user-agent']) assert.ok(asked.includes(name))
    const preflight = await fetch(it.house.url, {
      method: 'OPTIONS',
      headers: {
        origin: 'https://app.example.com',
        'access-control-request-method': 'POST',
        'access-control-request-headers': asked.join(','),
      },
    })
    assert.equal(preflight.status, 200)
    assert.equal(preflight.headers.get('access-control-allow-origin'), '*')
    assert.match(preflight.headers.get('access-control-allow-methods') ?? '', /\bPOST\b/)
    const allowed = (preflight.headers.get('access-control-allow-headers') ?? '').toLowerCase().split(/, */)
    assert.deepEqual(
      asked.filter((name) => !allowed.includes(name)),
      [],
    )
  })

  test('lets the page read an error and the number of the request', async () => {
    const headers = { origin: 'https://app.example.com' }
    const answer = await it.house.call('InitiateAuth', {}, { signed: false, headers })
    assert.equal(answer.status, 400)
    assert.equal(answer.headers.get('access-control-allow-origin'), '*')
    const exposed = (answer.headers.get('access-control-expose-headers') ?? '').toLowerCase().split(/, */)
    for (const name of ['x-amzn-requestid', 'x-amzn-errortype']) {
      assert.ok(exposed.includes(name), name)
      assert.ok(answer.headers.has(name), name)
    }
  })
})
