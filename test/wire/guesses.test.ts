import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { OperationName } from '../../src/contract/generated/types.ts'
import { ServiceError } from '../../src/contract/service-error.ts'
import { OPERATION_TRAITS } from '../../src/contract/traits/operation-traits.ts'
import { isFailedGuess, isGuess } from '../../src/domain/limits/guesses.ts'

/** A request as the wire counts it. */
function attempt(operation: OperationName, authFlow?: string) {
  return { wrongGuess: OPERATION_TRAITS[operation].wrongGuess, authFlow }
}

test('a sign-in is a guess, a refresh is not', () => {
  assert.ok(isGuess(attempt('InitiateAuth', 'USER_PASSWORD_AUTH')))
  assert.ok(isGuess(attempt('RespondToAuthChallenge')))
  assert.ok(!isGuess(attempt('InitiateAuth', 'REFRESH_TOKEN_AUTH')))
  assert.ok(!isGuess(attempt('InitiateAuth', 'REFRESH_TOKEN')))
})

test('what an administrator or the owner of a token does is not a guess', () => {
  for (const operation of ['AdminInitiateAuth', 'AdminRespondToAuthChallenge', 'GetUser'] as const)
    assert.ok(!isGuess(attempt(operation)), operation)
})

test('a wrong password, a wrong code and an unknown user are failed guesses, a weak password is not', () => {
  const fails = (operation: OperationName, name: ServiceError['name']) =>
    isFailedGuess(attempt(operation), new ServiceError(name))
  assert.ok(fails('InitiateAuth', 'NotAuthorizedException'))
  assert.ok(fails('InitiateAuth', 'UserNotFoundException'))
  assert.ok(fails('RespondToAuthChallenge', 'CodeMismatchException'))
  assert.ok(fails('ConfirmForgotPassword', 'ExpiredCodeException'))
  assert.ok(!fails('ConfirmForgotPassword', 'InvalidPasswordException'))
  assert.ok(!fails('InitiateAuth', 'UserNotConfirmedException'))
  assert.ok(!isFailedGuess(attempt('InitiateAuth'), new Error('NotAuthorizedException')))
})
