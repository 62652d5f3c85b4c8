import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { systemEntropy } from '../../kernel/entropy.ts'
import { assertMeetsPolicy } from './password-policy.ts'
import { generateTemporaryPassword } from './temporary-password.ts'

const strict = {
  requireUppercase: true,
  requireLowercase: true,
  requireNumbers: true,
  requireSymbols: true,
  temporaryPasswordValidityDays: 7,
}

test('meets every policy of its length and has no white space', () => {
  fc.assert(
    fc.property(fc.integer({ min: 6, max: 99 }), (minimumLength) => {
      const policy = { minimumLength, ...strict }
      const password = generateTemporaryPassword(systemEntropy, policy)
      assertMeetsPolicy(policy, password, 'invitation')
      assert.match(password, /^\S+$/)
      assert.equal(password.length, Math.max(12, minimumLength))
    }),
  )
})

test('does not repeat itself', () => {
  const policy = { minimumLength: 8, ...strict }
  const drawn = Array.from({ length: 50 }, () => generateTemporaryPassword(systemEntropy, policy))
  assert.equal(new Set(drawn).size, 50)
})
