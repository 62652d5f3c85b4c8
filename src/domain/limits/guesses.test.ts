import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ServiceError } from '../../contract/service-error.ts'
import { isFailedGuess, isGuess } from './guesses.ts'

test('a sign-in is a guess and a refresh is not', () => {
  assert.ok(isGuess({ operation: 'InitiateAuth', authFlow: 'USER_PASSWORD_AUTH' }))
  assert.ok(isGuess({ operation: 'RespondToAuthChallenge' }))
  assert.ok(!isGuess({ operation: 'InitiateAuth', authFlow: 'REFRESH_TOKEN_AUTH' }))
  assert.ok(!isGuess({ operation: 'InitiateAuth', authFlow: 'REFRESH_TOKEN' }))
})

test('what an administrator or the owner of a token does is no guess', () => {
  for (const operation of ['AdminInitiateAuth', 'AdminRespondToAuthChallenge', 'GetUser'] as const)
    assert.ok(!isGuess({ operation }), operation)
})

test('a wrong password, a wrong code and an unknown user are failed guesses, a weak password is not', () => {
  const fails = (operation: Parameters<typeof isFailedGuess>[0]['operation'], name: ServiceError['name']) =>
    isFailedGuess({ operation }, new ServiceError(name))
  assert.ok(fails('InitiateAuth', 'NotAuthorizedException'))
  assert.ok(fails('InitiateAuth', 'UserNotFoundException'))
  assert.ok(fails('RespondToAuthChallenge', 'CodeMismatchException'))
  assert.ok(fails('ConfirmForgotPassword', 'ExpiredCodeException'))
  assert.ok(!fails('ConfirmForgotPassword', 'InvalidPasswordException'))
  assert.ok(!fails('InitiateAuth', 'UserNotConfirmedException'))
  assert.ok(!isFailedGuess({ operation: 'InitiateAuth' }, new Error('NotAuthorizedException')))
})
