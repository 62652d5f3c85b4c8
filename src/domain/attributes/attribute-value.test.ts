import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { AttributeDefinition } from '../schema/attribute-definition.ts'
import { valueViolation } from './attribute-value.ts'

const definition: AttributeDefinition = {
  name: 'custom:x',
  attributeDataType: 'String',
  developerOnlyAttribute: false,
  mutable: true,
  required: false,
}

test('holds the length of a text between its bounds, counted in characters', () => {
  const text = fc.string({ unit: 'grapheme-composite', maxLength: 30 })
  fc.assert(
    fc.property(text, fc.nat(20), fc.nat(20), (value, min, max) => {
      const bounded = {
        ...definition,
        stringAttributeConstraints: { minLength: `${min}`, maxLength: `${max}` },
      }
      const length = Array.from(value).length
      assert.equal(valueViolation(bounded, value) === undefined, length >= min && length <= max)
    }),
  )
})

test('holds a number between its bounds, both included', () => {
  const number = { ...definition, attributeDataType: 'Number' } as const
  const bounded = { ...number, numberAttributeConstraints: { minValue: '-5', maxValue: '5' } }
  fc.assert(
    fc.property(fc.integer({ min: -20, max: 20 }), (value) => {
      assert.equal(valueViolation(bounded, `${value}`) === undefined, Math.abs(value) <= 5)
      assert.equal(valueViolation(number, `${value}`), undefined)
    }),
  )
})

test('takes anything that can be stored as a text without bounds, up to 2048 characters', () => {
  const unbounded = { ...definition, stringAttributeConstraints: {} }
  assert.equal(valueViolation(unbounded, '\u{1f600}'.repeat(2048)), undefined)
  assert.equal(valueViolation(unbounded, 'x'.repeat(2049)), 'String must be no longer than 2048 characters')
  for (const value of ['a\0b', '\ud800', 'a\udc00']) {
    assert.equal(valueViolation(unbounded, value), 'The attribute contains a character that is not allowed')
  }
})

test('bounds a number by its digits, too', () => {
  const number = { ...definition, attributeDataType: 'Number' } as const
  assert.equal(valueViolation(number, '7'.repeat(2049)), 'String must be no longer than 2048 characters')
})

test('takes dates and times of ISO 8601 and nothing else as a DateTime', () => {
  const moment = { ...definition, attributeDataType: 'DateTime' } as const
  for (const value of ['2026-01-05', '2026-01-05T07:08Z', '2026-01-05T07:08:09.123+01:00']) {
    assert.equal(valueViolation(moment, value), undefined)
  }
  for (const value of ['2026-13-05', '2026', 'Jan 5 2026', '2026-01-05 07:08', '1790257791']) {
    assert.equal(valueViolation(moment, value), 'The attribute is not a valid dateTime')
  }
})
