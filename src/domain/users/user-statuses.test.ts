import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ServiceError } from '../../contract/service-error.ts'
import { type StatusEvent, statusAfter, type UserStatus } from './user-statuses.ts'

const allowed: readonly (readonly [UserStatus, StatusEvent, UserStatus])[] = [
  ['UNCONFIRMED', 'confirmed', 'CONFIRMED'],
  ['UNCONFIRMED', 'signed-in-by-code', 'CONFIRMED'],
  ['RESET_REQUIRED', 'signed-in-by-code', 'RESET_REQUIRED'],
  ['UNCONFIRMED', 'permanent-password-set', 'CONFIRMED'],
  ['FORCE_CHANGE_PASSWORD', 'permanent-password-set', 'CONFIRMED'],
  ['EXTERNAL_PROVIDER', 'permanent-password-set', 'CONFIRMED'],
  ['FORCE_CHANGE_PASSWORD', 'new-password-given', 'CONFIRMED'],
  ['CONFIRMED', 'password-changed', 'CONFIRMED'],
  ['FORCE_CHANGE_PASSWORD', 'password-changed', 'CONFIRMED'],
  ['CONFIRMED', 'temporary-password-set', 'FORCE_CHANGE_PASSWORD'],
  ['CONFIRMED', 'password-reset', 'RESET_REQUIRED'],
  ['CONFIRMED', 'password-forgotten', 'CONFIRMED'],
  ['RESET_REQUIRED', 'forgotten-password-replaced', 'CONFIRMED'],
  ['UNCONFIRMED', 'forgotten-password-replaced', 'CONFIRMED'],
]
for (const [before, event, after] of allowed) {
  test(`${before} becomes ${after} when ${event}`, () => {
    assert.equal(statusAfter(before, event), after)
  })
}

test('confirms only unconfirmed users', () => {
  for (const status of ['CONFIRMED', 'FORCE_CHANGE_PASSWORD', 'EXTERNAL_PROVIDER'] as const) {
    const message = `User cannot be confirmed. Current status is ${status}`
    assert.throws(() => statusAfter(status, 'confirmed'), new ServiceError('NotAuthorizedException', message))
  }
})

test('resets no password of invited and federated users', () => {
  const message = 'User password cannot be reset in the current state.'
  for (const [status, event] of [
    ['FORCE_CHANGE_PASSWORD', 'password-reset'],
    ['FORCE_CHANGE_PASSWORD', 'password-forgotten'],
    ['FORCE_CHANGE_PASSWORD', 'forgotten-password-replaced'],
    ['EXTERNAL_PROVIDER', 'password-reset'],
    ['EXTERNAL_PROVIDER', 'password-changed'],
    ['EXTERNAL_PROVIDER', 'forgotten-password-replaced'],
  ] as const) {
    assert.throws(() => statusAfter(status, event), new ServiceError('NotAuthorizedException', message))
  }
})
