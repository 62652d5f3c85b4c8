import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { HOUR } from '../../../src/kernel/clock.ts'
import { OTHER_PASSWORD, REFUSALS, type Refusal } from '../../support/journeys.ts'
import { PASSWORD } from '../../support/pools.ts'
import { testTokenAccess, useGround } from './token-access.ts'

const policy = { MinimumLength: 8, PasswordHistorySize: 2 }
const ground = useGround({ Policies: { PasswordPolicy: policy } })

const passwords = { PreviousPassword: PASSWORD, ProposedPassword: OTHER_PASSWORD }
const INCORRECT: Refusal = ['NotAuthorizedException', 'Incorrect username or password.']

testTokenAccess('ChangePassword', () => ground, passwords, [
  'InvalidParameterException',
  'NotAuthorizedException',
  'PasswordResetRequiredException',
  'ResourceNotFoundException',
  'UserNotConfirmedException',
  'UserNotFoundException',
])

async function signedInUser() {
  const { it, pool, client } = ground
  const user = await it.member(pool, client)
  return { user, AccessToken: await it.signIn(user) }
}
const refusal = (input: object) => ground.it.refusal('ChangePassword', input)

describe('behaviour', () => {
  test('replaces the password, and tokens issued before stay valid', async () => {
    const { it } = ground
    const { user, AccessToken } = await signedInUser()
    assert.deepEqual(await it.ok('ChangePassword', { AccessToken, ...passwords }), {})
    await it.signIn(user, OTHER_PASSWORD)
    await it.ok('GetUser', { AccessToken })
    const AuthParameters = { USERNAME: user.Username, PASSWORD }
    const old = { ClientId: user.ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters }
    assert.deepEqual(await it.refusal('InitiateAuth', old), INCORRECT)
  })

  test('refuses a wrong password, and a missing one if the user has one', async () => {
    const { AccessToken } = await signedInUser()
    const wrongly = { AccessToken, PreviousPassword: 'Wrong-Horse-9', ProposedPassword: OTHER_PASSWORD }
    assert.deepEqual(await refusal(wrongly), INCORRECT)
    assert.deepEqual(await refusal({ AccessToken, ProposedPassword: OTHER_PASSWORD }), INCORRECT)
  })

  test('refuses a password against the policy or used before', async () => {
    const { AccessToken } = await signedInUser()
    assert.deepEqual(await refusal({ AccessToken, PreviousPassword: PASSWORD, ProposedPassword: 'short' }), [
      'InvalidPasswordException',
      'Password does not conform to policy: Password not long enough',
    ])
    assert.deepEqual(await refusal({ AccessToken, PreviousPassword: PASSWORD, ProposedPassword: PASSWORD }), [
      'PasswordHistoryPolicyViolationException',
      'Password has previously been used',
    ])
  })

  test('takes five tries an hour, right or wrong', async () => {
    const { user, AccessToken } = await signedInUser()
    const wrongly = { AccessToken, PreviousPassword: 'Wrong-Horse-9', ProposedPassword: OTHER_PASSWORD }
    for (let i = 0; i < 5; i++) assert.deepEqual(await refusal(wrongly), INCORRECT)
    assert.deepEqual(await refusal({ AccessToken, ...passwords }), REFUSALS.LimitExceededException)
    ground.it.house.passTime(HOUR)
    const again = await ground.it.signIn(user)
    await ground.it.ok('ChangePassword', { AccessToken: again, ...passwords })
  })

  test('gives a user without a password the first one', async () => {
    const { it, pool } = ground
    const { user, AccessToken } = await signedInUser()
    await it.house.storage.transaction((stores) => stores.credentials.setPassword(pool, user.sub, undefined))
    assert.deepEqual(await refusal({ AccessToken, ...passwords }), INCORRECT)
    await it.ok('ChangePassword', { AccessToken, ProposedPassword: OTHER_PASSWORD })
    await it.signIn(user, OTHER_PASSWORD)
  })

  test('makes a temporary password permanent', async () => {
    const { it, pool } = ground
    const { user, AccessToken } = await signedInUser()
    const named = { UserPoolId: pool, Username: user.Username }
    await it.administrate('AdminSetUserPassword', { ...named, Password: 'Temporary-1', Permanent: false })
    assert.equal((await it.look(pool, user.Username)).status, 'FORCE_CHANGE_PASSWORD')
    const input = { AccessToken, PreviousPassword: 'Temporary-1', ProposedPassword: OTHER_PASSWORD }
    await it.ok('ChangePassword', input)
    assert.equal((await it.look(pool, user.Username)).status, 'CONFIRMED')
  })
})
