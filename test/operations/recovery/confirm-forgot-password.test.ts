import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { HOUR } from '../../../src/kernel/clock.ts'
import {
  HIDING,
  OTHER_PASSWORD,
  REFUSALS,
  type SignedUp,
  useJourneys,
  wrong,
} from '../../support/journeys.ts'
import { PASSWORD } from '../../support/pools.ts'

const it = useJourneys()
let pool: string
let client: string
let hiding: string
let serial = 0

before(async () => {
  pool = await it.newPool({ Policies: { PasswordPolicy: { MinimumLength: 8, PasswordHistorySize: 2 } } })
  client = await it.newClient(pool)
  hiding = await it.newClient(pool, HIDING)
})

/** A user who has just requested a code. */
async function forgetful(ClientId = client) {
  const email = `forgetful-${serial++}@example.com`
  const user = await it.member(pool, ClientId, { email })
  await it.administrate('AdminUpdateUserAttributes', {
    UserPoolId: pool,
    Username: user.Username,
    UserAttributes: [{ Name: 'email_verified', Value: 'true' }],
  })
  await it.ok('ForgotPassword', { ClientId, Username: user.Username })
  return { user, code: await it.codeTo(email) }
}

const answer = (
  { ClientId, Username }: Pick<SignedUp, 'ClientId' | 'Username'>,
  ConfirmationCode: string,
  Password = OTHER_PASSWORD,
) => ({ ClientId, Username, ConfirmationCode, Password })
const refusal = (...args: Parameters<typeof answer>) => it.refusal('ConfirmForgotPassword', answer(...args))

describe('access', () => {
  test('is open to all callers who know a client and its secret', async () => {
    assert.deepEqual(await refusal({ ClientId: 'unknown', Username: 'a' }, '123456'), [
      'ResourceNotFoundException',
      'User pool client unknown does not exist.',
    ])
    const ClientId = await it.newClient(pool, { GenerateSecret: true })
    assert.deepEqual(await refusal({ ClientId, Username: 'a' }, '123456'), [
      'NotAuthorizedException',
      `Client ${ClientId} is configured with secret but SECRET_HASH was not received`,
    ])
  })
})

describe('validation', () => {
  test('asks for client, username, code and password', async () => {
    const [name, message] = await it.refusal('ConfirmForgotPassword', {})
    assert.equal(name, 'InvalidParameterException')
    assert.match(message, /^4 validation errors detected: /)
  })
})

describe('behaviour', () => {
  test('replaces the password and forgets failed sign-ins', async () => {
    const { user, code } = await forgetful()
    const AuthParameters = { USERNAME: user.Username, PASSWORD: 'Wrong-Horse-9' }
    const bad = { ClientId: client, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters }
    for (let i = 0; i < 6; i++) await it.refusal('InitiateAuth', bad)
    assert.deepEqual(await it.ok('ConfirmForgotPassword', answer(user, code)), {})
    await it.signIn(user, OTHER_PASSWORD)
    const old = { ...bad, AuthParameters: { ...AuthParameters, PASSWORD } }
    assert.deepEqual(await it.refusal('InitiateAuth', old), [
      'NotAuthorizedException',
      'Incorrect username or password.',
    ])
  })

  test('takes a code once', async () => {
    const { user, code } = await forgetful()
    await it.ok('ConfirmForgotPassword', answer(user, code))
    assert.deepEqual(await refusal(user, code, 'Third-Horse-9'), REFUSALS.ExpiredCodeException)
  })

  test('refuses a wrong code, and then still takes the right one', async () => {
    const { user, code } = await forgetful()
    assert.deepEqual(await refusal(user, wrong(code)), REFUSALS.CodeMismatchException)
    await it.ok('ConfirmForgotPassword', answer(user, code))
  })

  test('refuses a code where none was asked for, and one that is older than an hour', async () => {
    const user = await it.member(pool, client)
    assert.deepEqual(await refusal(user, '123456'), REFUSALS.ExpiredCodeException)
    const late = await forgetful()
    it.house.passTime(HOUR)
    assert.deepEqual(await refusal(late.user, late.code), REFUSALS.ExpiredCodeException)
  })

  test('refuses a password against the policy or used before, and the code stays valid', async () => {
    const { user, code } = await forgetful()
    assert.deepEqual(await refusal(user, code, 'short'), [
      'InvalidPasswordException',
      'Password does not conform to policy: Password not long enough',
    ])
    assert.deepEqual(await refusal(user, code, PASSWORD), [
      'PasswordHistoryPolicyViolationException',
      'Password has previously been used',
    ])
    await it.ok('ConfirmForgotPassword', answer(user, code))
  })

  test('confirms a user who never was confirmed, and one whose password was reset', async () => {
    const { user, code } = await forgetful()
    await it.administrate('AdminResetUserPassword', { UserPoolId: pool, Username: user.Username })
    assert.equal((await it.look(pool, user.Username)).status, 'RESET_REQUIRED')
    assert.deepEqual(
      await refusal(user, code),
      REFUSALS.CodeMismatchException,
      'the code of the reset has replaced it',
    )
    const { attributes } = await it.look(pool, user.Username)
    await it.ok('ConfirmForgotPassword', answer(user, await it.codeTo(attributes.email ?? '')))
    assert.equal((await it.look(pool, user.Username)).status, 'CONFIRMED')

    const email = 'unconfirmed@example.com'
    const newcomer = await it.signUp(client, { email })
    const UserAttributes = [{ Name: 'email_verified', Value: 'true' }]
    const named = { UserPoolId: pool, Username: newcomer.Username }
    await it.administrate('AdminUpdateUserAttributes', { ...named, UserAttributes })
    await it.ok('ForgotPassword', { ClientId: client, Username: newcomer.Username })
    await it.ok('ConfirmForgotPassword', answer(newcomer, await it.codeTo(email)))
    assert.equal((await it.look(pool, newcomer.Username)).status, 'CONFIRMED')
  })

  test('refuses missing and disabled users, and reveals nothing if users are hidden', async () => {
    assert.deepEqual(
      await refusal({ ClientId: client, Username: 'nobody' }, '123456'),
      REFUSALS.UserNotFoundException,
    )
    assert.deepEqual(
      await refusal({ ClientId: hiding, Username: 'nobody' }, '123456'),
      REFUSALS.CodeMismatchException,
    )
    const { user, code } = await forgetful()
    await it.administrate('AdminDisableUser', { UserPoolId: pool, Username: user.Username })
    assert.deepEqual(await refusal(user, code), ['NotAuthorizedException', 'User is disabled.'])
    assert.deepEqual(await refusal({ ...user, ClientId: hiding }, code), REFUSALS.CodeMismatchException)
  })
})
