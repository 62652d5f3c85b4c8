import assert from 'node:assert/strict'
import { createSecretKey } from 'node:crypto'
import { test } from 'node:test'
import { HOUR } from '../../kernel/clock.ts'
import { systemEntropy } from '../../kernel/entropy.ts'
import { type CodePurpose, judgeCode, newCodeDigits, newVerificationCode } from './verification-code.ts'

const key = createSecretKey(Buffer.alloc(32, 11))
const target = {
  purpose: 'attribute',
  userPoolId: 'eu-west-1_Ab0',
  sub: 'the-sub',
  subject: 'email',
} as const
const now = 1_790_000_000_000
const contact = { attribute: 'email', value: 'jane@example.com' } as const
const code = newVerificationCode(key, target, contact, '012345', now)

test('has eight digits as the only factor of a sign-in and six elsewhere', () => {
  assert.match(newCodeDigits(systemEntropy, 'first-factor'), /^\d{8}$/)
  for (const purpose of ['sign-up', 'attribute', 'password-reset', 'second-factor'] as const) {
    assert.match(newCodeDigits(systemEntropy, purpose), /^\d{6}$/)
  }
})

test('lives a day, or an hour for a password reset', () => {
  const lifetime = (purpose: CodePurpose) =>
    newVerificationCode(key, { ...target, purpose }, contact, '1', now).expiresAt - now
  assert.equal(lifetime('sign-up'), 24 * HOUR)
  assert.equal(lifetime('attribute'), 24 * HOUR)
  assert.equal(lifetime('password-reset'), HOUR)
})

test('matches its own digits and no others', () => {
  assert.equal(judgeCode(key, target, code, '012345', now), 'match')
  for (const digits of ['012346', '12345', '', '0123456']) {
    assert.equal(judgeCode(key, target, code, digits, now), 'mismatch')
  }
})

test('is invalid for another purpose, pool, user, attribute, contact or key', () => {
  const others = [
    { purpose: 'sign-up' },
    { userPoolId: 'x' },
    { sub: 'x' },
    { subject: 'phone_number' },
  ] as const
  for (const other of others) {
    assert.equal(judgeCode(key, { ...target, ...other }, code, '012345', now), 'mismatch')
  }
  const elsewhere = { ...code, contact: { ...contact, value: 'john@example.com' } }
  assert.equal(judgeCode(key, target, elsewhere, '012345', now), 'mismatch')
  assert.equal(judgeCode(createSecretKey(Buffer.alloc(32)), target, code, '012345', now), 'mismatch')
})

test('is none after 15 wrong answers and at the end of its life, when the right digits are late', () => {
  assert.equal(judgeCode(key, target, code, '012345', code.expiresAt - 1), 'match')
  assert.equal(judgeCode(key, target, code, '012345', code.expiresAt), 'late')
  assert.equal(judgeCode(key, target, code, '012346', code.expiresAt), 'none')
  assert.equal(judgeCode(key, target, { ...code, mismatches: 14 }, '012345', now), 'match')
  assert.equal(judgeCode(key, target, { ...code, mismatches: 15 }, '012345', now), 'none')
  assert.equal(judgeCode(key, target, undefined, '012345', now), 'none')
})

test('is not kept in the clear', () => {
  assert.equal(JSON.stringify(code).includes('012345'), false)
  assert.equal(code.digest.toString().includes('012345'), false)
})
