import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ServiceError } from '../../contract/service-error.ts'
import { DAY } from '../../kernel/clock.ts'
import { systemEntropy } from '../../kernel/entropy.ts'
import { newPassword } from './password-verifier.ts'
import { userIdentity } from './srp.ts'
import {
  assertNotExpired,
  assertNotUsedBefore,
  type PasswordRecord,
  replacePassword,
  temporaryPasswordExpiry,
} from './stored-password.ts'

const alice = userIdentity('eu-west-1_Ab0', 'alice')
const now = 1_790_000_000_000

/** The stored password after the given ones were set, one after the other. */
function after(passwords: readonly string[], historySize: number): PasswordRecord | undefined {
  return passwords.reduce<PasswordRecord | undefined>(
    (stored, password) =>
      replacePassword(stored, { verifier: newPassword(systemEntropy, alice, password), now }, historySize),
    undefined,
  )
}

const usedBefore = new ServiceError(
  'PasswordHistoryPolicyViolationException',
  'Password has previously been used',
)

test('refuses the last passwords, the present one included, as many as the history demands', () => {
  const stored = after(['one', 'two', 'three'], 2)
  for (const password of ['three', 'two']) {
    assert.throws(() => assertNotUsedBefore(stored, alice, password, 2), usedBefore)
  }
  assert.doesNotThrow(() => assertNotUsedBefore(stored, alice, 'one', 2))
  assert.doesNotThrow(() => assertNotUsedBefore(stored, alice, 'two', 1))
})

test('keeps no more former passwords than the history demands', () => {
  assert.equal(after(['one', 'two', 'three', 'four'], 3)?.former.length, 2)
  assert.equal(after(['one', 'two'], 0)?.former.length, 0)
})

test('refuses no password if there is no history or no password yet', () => {
  assert.doesNotThrow(() => assertNotUsedBefore(after(['one'], 0), alice, 'one', 0))
  assert.doesNotThrow(() => assertNotUsedBefore(undefined, alice, 'one', 24))
})

test('lets a temporary password expire after the days of the policy', () => {
  const expiresAt = temporaryPasswordExpiry(7, now)
  assert.equal(expiresAt, now + 7 * DAY)
  const verifier = newPassword(systemEntropy, alice, 'one')
  const stored = replacePassword(undefined, { verifier, now, expiresAt }, 0)
  assert.doesNotThrow(() => assertNotExpired(stored, expiresAt - 1))
  assert.throws(
    () => assertNotExpired(stored, expiresAt),
    new ServiceError(
      'NotAuthorizedException',
      'Temporary password has expired and must be reset by an administrator.',
    ),
  )
})

test('never lets a permanent password expire', () => {
  const stored = replacePassword(undefined, { verifier: newPassword(systemEntropy, alice, 'one'), now }, 0)
  assert.doesNotThrow(() => assertNotExpired(stored, now + 10_000 * DAY))
})
