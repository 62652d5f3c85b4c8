import assert from 'node:assert/strict'
import { test } from 'node:test'
import { HOUR } from '../../kernel/clock.ts'
import { systemEntropy } from '../../kernel/entropy.ts'
import { isExpired, newAccessKey, newPrincipalId, newTemporaryAccessKey } from './access-key.ts'

const now = Date.parse('2026-01-02T03:04:05Z')
const session = { name: 'ci', issuedAt: now, mfaAuthenticated: false }

test('a new access key has the form of those of AWS and is active', () => {
  const key = newAccessKey(systemEntropy, now)
  assert.match(key.id, /^AKIA[A-Z2-7]{16}$/)
  assert.match(key.secretAccessKey, /^[A-Za-z0-9+/]{40}$/)
  assert.equal(key.status, 'Active')
  assert.equal(key.createdAt, now)
  assert.equal(key.temporary, undefined)
})

test('no two access keys are alike', () => {
  const [one, other] = [newAccessKey(systemEntropy, now), newAccessKey(systemEntropy, now)]
  assert.notEqual(one.id, other.id)
  assert.notEqual(one.secretAccessKey, other.secretAccessKey)
})

test('a temporary access key carries its session and a session token', () => {
  const key = newTemporaryAccessKey(systemEntropy, now, { session, expiresAt: now + HOUR })
  assert.match(key.id, /^ASIA[A-Z2-7]{16}$/)
  assert.match(key.temporary?.sessionToken ?? '', /^[A-Za-z0-9+/]{356}$/)
  assert.deepEqual(key.temporary?.session, session)
})

test('a temporary access key expires at its instant of expiry, another never', () => {
  const temporary = newTemporaryAccessKey(systemEntropy, now, { session, expiresAt: now + HOUR })
  assert.equal(isExpired(temporary, now + HOUR - 1), false)
  assert.equal(isExpired(temporary, now + HOUR), true)
  assert.equal(isExpired(newAccessKey(systemEntropy, now), now + 1e9 * HOUR), false)
})

test('the ids of users and roles have the prefixes of AWS', () => {
  assert.match(newPrincipalId(systemEntropy, 'user'), /^AIDA[A-Z2-7]{17}$/)
  assert.match(newPrincipalId(systemEntropy, 'role'), /^AROA[A-Z2-7]{17}$/)
})
