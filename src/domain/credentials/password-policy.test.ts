import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ServiceError } from '../../contract/service-error.ts'
import type { PasswordPolicy } from '../user-pools/settings/user-pool-settings.ts'
import { assertMeetsPolicy, type PasswordOccasion, SYMBOLS } from './password-policy.ts'

const strict: PasswordPolicy = {
  minimumLength: 8,
  requireUppercase: true,
  requireLowercase: true,
  requireNumbers: true,
  requireSymbols: true,
  temporaryPasswordValidityDays: 7,
}
const none: PasswordPolicy = {
  minimumLength: 6,
  requireUppercase: false,
  requireLowercase: false,
  requireNumbers: false,
  requireSymbols: false,
  temporaryPasswordValidityDays: 7,
}

function refused(
  policy: PasswordPolicy,
  password: string,
  message: string,
  occasion: PasswordOccasion = 'change',
) {
  const expected = new ServiceError('InvalidPasswordException', message)
  assert.throws(() => assertMeetsPolicy(policy, password, occasion), expected)
}

test('reports only the length of a password that breaks every rule, in the words of the occasion', () => {
  refused(strict, 'short', 'Password did not conform with policy: Password not long enough', 'sign-up')
  const invitation = 'Password did not conform with password policy: Password not long enough'
  refused(strict, 'short', invitation, 'invitation')
  refused(strict, 'short', 'Password does not conform to policy: Password not long enough', 'change')
})

test('reports lower case, upper case, digits, symbols, in this order', () => {
  const prefix = 'Password does not conform to policy: Password must have'
  refused(strict, '        ', `${prefix} lowercase characters`)
  refused(strict, 'aaaaaaaa', `${prefix} uppercase characters`)
  refused(strict, 'aaaaaaaA', `${prefix} numeric characters`)
  refused(strict, 'aaaaaaA1', `${prefix} symbol characters`)
  assert.doesNotThrow(() => assertMeetsPolicy(strict, 'aaaaaA1!', 'change'))
})

test('takes each of the listed symbols', () => {
  assert.equal(SYMBOLS.length, 32)
  for (const symbol of SYMBOLS) assertMeetsPolicy(strict, `aaaaaA1${symbol}`, 'change')
})

test('counts a space as a symbol only inside the password', () => {
  assertMeetsPolicy(strict, 'aaa aaA1', 'change')
  const message = 'Password does not conform to policy: Password must have symbol characters'
  refused(strict, ' aaaaaA1', message)
  refused(strict, 'aaaaaA1 ', message)
})

test('counts only the letters and digits of basic Latin', () => {
  refused(strict, 'aaaaaÄ1!', 'Password does not conform to policy: Password must have uppercase characters')
  refused(strict, 'aaaaaA٣!', 'Password does not conform to policy: Password must have numeric characters')
  refused(strict, 'aaaaaA1€', 'Password does not conform to policy: Password must have symbol characters')
})

test('demands only what the policy demands', () => {
  assert.doesNotThrow(() => assertMeetsPolicy(none, '......', 'change'))
  assert.doesNotThrow(() => assertMeetsPolicy({ ...none, requireNumbers: true }, '111111', 'change'))
})

test('counts a character outside the basic plane once', () => {
  refused(none, '😀😀😀😀😀', 'Password does not conform to policy: Password not long enough')
  assert.doesNotThrow(() => assertMeetsPolicy(none, '😀😀😀😀😀😀', 'change'))
})

test('refuses a password that no operation would take as the previous one', () => {
  const prefix = 'Password does not conform to policy: Password must not'
  assert.doesNotThrow(() => assertMeetsPolicy(none, '😀'.repeat(256), 'change'))
  refused(none, '😀'.repeat(257), `${prefix} be longer than 256 characters`)
  for (const password of [' aaaaaa', 'aaaaaa ', '\taaaaaa', 'aaaaaa\n', 'aaa\naaa'])
    refused(none, password, `${prefix} contain a line break, or begin or end with white space`)
})
