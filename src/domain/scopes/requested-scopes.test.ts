import assert from 'node:assert/strict'
import { test } from 'node:test'
import { requestedScopes, scopeClaim, scopesIn } from './requested-scopes.ts'

test('scopes are separated by spaces, and each counts once', () => {
  assert.deepEqual(scopesIn(' openid  email openid '), ['openid', 'email'])
  for (const none of [undefined, '', '  ']) assert.equal(scopesIn(none), undefined)
})

test('a request without scopes asks for all of the client', () => {
  assert.deepEqual(requestedScopes({ allowedOAuthScopes: ['a/b', 'openid'] }, ''), ['a/b', 'openid'])
  assert.deepEqual(requestedScopes({ allowedOAuthScopes: ['openid'] }, 'email'), ['email'])
})

test('the claim is in the order in which the service was seen to write it', () => {
  for (const claim of [
    'phone openid profile email',
    'aws.cognito.signin.user.admin phone openid profile email',
    'aws.cognito.signin.user.admin openid profile',
    'rbac-api/admin openid rbac-api/user',
    'phone openid profile resourceserver.1/appclient2 email',
    'aws.cognito.signin.user.admin openid users/read',
  ]) {
    assert.equal(scopeClaim(claim.split(' ').sort()), claim)
  }
})
