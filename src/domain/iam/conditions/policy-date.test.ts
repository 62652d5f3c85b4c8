import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parsePolicyDate } from './policy-date.ts'

const dates: [text: string, iso: string][] = [
  ['2026', '2026-01-01T00:00:00.000Z'],
  ['2026-03', '2026-03-01T00:00:00.000Z'],
  ['2026-03-04', '2026-03-04T00:00:00.000Z'],
  ['2026-03-04T05:06Z', '2026-03-04T05:06:00.000Z'],
  ['2026-03-04T05:06:07Z', '2026-03-04T05:06:07.000Z'],
  ['2026-03-04T05:06:07.8Z', '2026-03-04T05:06:07.800Z'],
  ['2026-03-04T05:06:07+02:00', '2026-03-04T03:06:07.000Z'],
  ['2024-02-29', '2024-02-29T00:00:00.000Z'],
  ['1772600767', '2026-03-04T05:06:07.000Z'],
]

for (const [text, iso] of dates) {
  test(`reads ${text}`, () => assert.equal(parsePolicyDate(text), Date.parse(iso)))
}

const noDates = [
  '',
  'now',
  '2026-13-01',
  '2026-02-30',
  '2025-02-29',
  '2026-03-04T25:00Z',
  '2026-03-04 05:06',
  '04.03.2026',
  '2026-3-4',
]

for (const text of noDates) {
  test(`refuses "${text}"`, () => assert.equal(parsePolicyDate(text), undefined))
}

test('reads every instant that it is given in the form of ISO 8601', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4_102_444_800_000 }), (instant) => {
      assert.equal(parsePolicyDate(new Date(instant).toISOString()), instant)
    }),
  )
})
