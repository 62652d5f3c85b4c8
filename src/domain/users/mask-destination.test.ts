import assert from 'node:assert/strict'
import { createSecretKey } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { maskEmail, maskPhoneNumber, simulatedDestination } from './mask-destination.ts'

const key = createSecretKey(Buffer.alloc(32, 9))

test('shows of an e-mail address the first characters of name and domain', () => {
  assert.equal(maskEmail('test@test.com'), 't***@t***')
  assert.equal(maskEmail('x@y'), 'x***@y***')
})

test('shows of a phone number how long it is and its last four digits', () => {
  assert.equal(maskPhoneNumber('+917411174114'), '+********4114')
  assert.equal(maskPhoneNumber('+15555550100'), '+*******0100')
  assert.equal(maskPhoneNumber('+12'), '+12')
})

test('masks the name of an absent user where it is an address', () => {
  assert.deepEqual(simulatedDestination(key, 'ghost@example.com'), {
    medium: 'EMAIL',
    destination: 'g***@e***',
  })
  assert.deepEqual(simulatedDestination(key, '+15555550100'), { medium: 'SMS', destination: '+*******0100' })
})

test('makes up a phone number that is always the same for the same absent user', () => {
  fc.assert(
    fc.property(fc.string(), (name) => {
      const simulated = simulatedDestination(key, `${name} `) // a space: no form of address
      assert.match(simulated.destination, /^\+\*{7}\d{4}$/)
      assert.deepEqual(simulatedDestination(key, `${name} `), simulated)
    }),
  )
  const names = Array.from({ length: 20 }, (_, i) => simulatedDestination(key, `ghost${i}`).destination)
  assert.ok(new Set(names).size > 15)
})
