import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ServiceError } from '../../contract/service-error.ts'
import { MINUTE, SECOND } from '../../kernel/clock.ts'
import { afterFailure, assertNotLocked, lockedUntil, type SignInFailures } from './sign-in-lockout.ts'

const start = 1_790_000_000_000

/** The state after `count` failures, each at the first moment at which it counts, and that moment. */
function failing(count: number): { state: SignInFailures | undefined; now: number } {
  let state: SignInFailures | undefined
  let now = start
  for (let i = 0; i < count; i++) {
    now = lockedUntil(state, now) ?? now
    state = afterFailure(state, now)
  }
  return { state, now }
}

test('locks no one before the fifth failure', () => {
  assert.equal(lockedUntil(undefined, start), undefined)
  const { state, now } = failing(4)
  assert.equal(lockedUntil(state, now), undefined)
})

test('locks for a second at the fifth failure and doubles the time at each further one', () => {
  for (let n = 5; n <= 14; n++) {
    const { state, now } = failing(n)
    assert.equal(lockedUntil(state, now), now + 2 ** (n - 5) * SECOND, `failure ${n}`)
  }
})

test('locks for no longer than 15 minutes', () => {
  const state = { failures: 400, lastFailureAt: start }
  assert.equal(lockedUntil(state, start), start + 15 * MINUTE)
})

test('takes attempts again at the end of the lock', () => {
  const { state, now } = failing(6)
  assert.throws(
    () => assertNotLocked(state, now + 2 * SECOND - 1),
    new ServiceError('NotAuthorizedException', 'Password attempts exceeded'),
  )
  assert.doesNotThrow(() => assertNotLocked(state, now + 2 * SECOND))
})

test('counts again after 15 minutes without a failure', () => {
  const { state, now } = failing(9)
  assert.equal(afterFailure(state, now + 15 * MINUTE - 1).failures, 10)
  assert.equal(afterFailure(state, now + 15 * MINUTE).failures, 1)
})
