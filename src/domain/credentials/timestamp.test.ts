import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ServiceError } from '../../contract/service-error.ts'
import { isCurrent, parseTimestamp, TIMESTAMP_TOLERANCE } from './timestamp.ts'

const at = Date.UTC(2026, 0, 5, 7, 8, 9)

test('reads the form of the shipped clients', () => {
  const forms = [
    ['Mon Jan 5 07:08:09 UTC 2026', at],
    ['Mon Jan 5 07:08:09 GMT 2026', at],
    ['Thu Sep 24 13:50:15 UTC 2026', Date.UTC(2026, 8, 24, 13, 50, 15)],
  ] as const
  for (const [canonical, instant] of forms) {
    assert.deepEqual(parseTimestamp(canonical), { instant, canonical })
  }
})

test('writes again what it read: no padding of the day, the weekday of the date, two digits for the time', () => {
  const canonical = 'Mon Jan 5 07:08:09 UTC 2026'
  for (const text of [
    'Mon Jan 05 07:08:09 UTC 2026',
    'Mon Jan  5 07:08:09 UTC 2026',
    'Mon Jan 5 7:8:9 UTC 2026',
    'Tue Jan 5 07:08:09 UTC 2026',
  ]) {
    assert.deepEqual(parseTimestamp(text), { instant: at, canonical })
  }
})

test('refuses other languages, zones and forms, and times that do not exist', () => {
  const texts = [
    '',
    'man. jan. 5 07:08:09 UTC 2026',
    'Mon Feb 12 15:26:37 +05:30 2018',
    'Mon Feb 12 15:56:09 IST 2018',
    '2026-01-05T07:08:09Z',
    'Mon Xyz 5 07:08:09 UTC 2026',
    'Mon Feb 30 07:08:09 UTC 2026',
    'Mon Jan 0 07:08:09 UTC 2026',
    'Mon Jan 5 24:08:09 UTC 2026',
    'Mon Jan 5 07:60:09 UTC 2026',
    'Mon Jan 5 07:08:09 UTC 2026\n',
  ]
  const expected = new ServiceError(
    'InvalidParameterException',
    'TIMESTAMP format should be EEE MMM d HH:mm:ss z yyyy in english.',
  )
  for (const text of texts) assert.throws(() => parseTimestamp(text), expected)
})

test('is current up to five minutes either way', () => {
  const timestamp = parseTimestamp('Mon Jan 5 07:08:09 UTC 2026')
  for (const sign of [-1, 1]) {
    assert.equal(isCurrent(timestamp, at + sign * TIMESTAMP_TOLERANCE), true)
    assert.equal(isCurrent(timestamp, at + sign * (TIMESTAMP_TOLERANCE + 1)), false)
  }
})
