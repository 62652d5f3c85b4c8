import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { testTokenAccess, useGround } from './token-access.ts'

const ground = useGround()

testTokenAccess('DeleteUser', () => ground, {}, [
  'InvalidParameterException',
  'NotAuthorizedException',
  'PasswordResetRequiredException',
  'ResourceNotFoundException',
  'UserNotConfirmedException',
  'UserNotFoundException',
])

describe('behaviour', () => {
  test('deletes the user and answers with no body', async () => {
    const { it, pool, client } = ground
    const user = await it.member(pool, client)
    const AccessToken = await it.signIn(user)
    const answer = await it.house.call('DeleteUser', { AccessToken }, { signed: false })
    assert.deepEqual([answer.status, answer.text], [200, ''])
    assert.deepEqual(await it.refusal('DeleteUser', { AccessToken }), [
      'UserNotFoundException',
      'User does not exist.',
    ])
    const AuthParameters = { USERNAME: user.Username, PASSWORD: 'Correct-Horse-7' }
    const signIn = { ClientId: client, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters }
    assert.deepEqual(await it.refusal('InitiateAuth', signIn), [
      'UserNotFoundException',
      'User does not exist.',
    ])
  })

  test('leaves the name to a new user with another sub', async () => {
    const { it, pool, client } = ground
    const user = await it.member(pool, client)
    await it.ok('DeleteUser', { AccessToken: await it.signIn(user) })
    assert.notEqual((await it.signUp(client, {}, user.Username)).sub, user.sub)
  })
})
