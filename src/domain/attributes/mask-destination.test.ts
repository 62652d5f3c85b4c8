import assert from 'node:assert/strict'
import { test } from 'node:test'
import { maskEmail, maskPhoneNumber } from './mask-destination.ts'

test('shows of an e-mail address the first characters of name and domain', () => {
  assert.equal(maskEmail('test@test.com'), 't***@t***')
  assert.equal(maskEmail('x@y'), 'x***@y***')
})

test('shows of a phone number how long it is and its last four digits', () => {
  assert.equal(maskPhoneNumber('+917411174114'), '+********4114')
  assert.equal(maskPhoneNumber('+15555550100'), '+*******0100')
  assert.equal(maskPhoneNumber('+12'), '+12')
})
