import assert from 'node:assert/strict'
import { test } from 'node:test'
import { idTokenAttributes, userInfoAttributes } from './attributes-in-scope.ts'
import { exceedsReadable } from './unreadable-scopes.ts'

const all = new Map(
  ['email', 'email_verified', 'phone_number', 'phone_number_verified', 'name', 'address', 'custom:team'].map(
    (name) => [name, 'x'],
  ),
)
const names = (attributes: ReadonlyMap<string, string>) => [...attributes.keys()]

test('openid alone shows everything, a narrower scope only its own', () => {
  for (const shown of [idTokenAttributes, userInfoAttributes]) {
    assert.deepEqual(names(shown('openid', all)), names(all))
    assert.deepEqual(names(shown('openid aws.cognito.signin.user.admin', all)), names(all))
    assert.deepEqual(names(shown('openid email', all)), ['email', 'email_verified'])
    assert.deepEqual(names(shown('phone openid email', all)), names(all).slice(0, 4))
    assert.deepEqual(names(shown('openid constructor', all)), names(all))
  }
})

test('profile shows all in an ID token, and at the userInfo endpoint the claims of a profile', () => {
  assert.deepEqual(names(idTokenAttributes('openid profile', all)), names(all))
  assert.deepEqual(names(userInfoAttributes('openid profile', all)), ['name', 'custom:team'])
})

test('a scope needs a client that may read all of its attributes', () => {
  assert.equal(exceedsReadable({ readAttributes: ['email'] }, ['openid', 'email']), true)
  assert.equal(exceedsReadable({ readAttributes: ['email', 'email_verified'] }, ['openid', 'email']), false)
  assert.equal(exceedsReadable({ readAttributes: ['email'] }, ['openid', 'profile']), false)
  assert.equal(exceedsReadable({ readAttributes: [] }, ['email', 'phone']), false)
  assert.equal(exceedsReadable({}, ['email', 'phone']), false)
})
