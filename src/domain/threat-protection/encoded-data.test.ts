import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { readEncodedData } from './encoded-data.ts'

const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64')
const data = (contextData: unknown) =>
  encoded({
    payload: JSON.stringify({ contextData, username: 'alice' }),
    signature: 'x',
    version: 'JS20171115',
  })

describe('encoded data', () => {
  test('shows the device and its time zone', () => {
    const device = { DeviceId: 'abc', DeviceFingerprint: 'def', ClientTimezone: '-07:00' }
    const { id, timezone } = readEncodedData(data(device))
    assert.equal(timezone, '-07:00')
    assert.match(id ?? '', /^[\w-]{16}$/)
    assert.equal(readEncodedData(data({ DeviceId: 'abc' })).id, id)
    assert.notEqual(readEncodedData(data({ DeviceFingerprint: 'def' })).id, id)
  })

  const nothing = { id: undefined, timezone: undefined }
  for (const [what, text] of [
    ['no base64', '%%%'],
    ['no JSON', Buffer.from('{').toString('base64')],
    ['a list', encoded([])],
    ['null', encoded(null)],
    ['a payload that is no text', encoded({ payload: { contextData: { DeviceId: 'a' } } })],
    ['a payload that is no JSON', encoded({ payload: '{' })],
    ['no context', data(undefined)],
    ['members of other types', data({ DeviceId: 7, DeviceFingerprint: ['a'], ClientTimezone: {} })],
    ['a made-up time zone', data({ ClientTimezone: '<b>' })],
  ] as const) {
    test(`in the form of ${what} says nothing`, () => assert.deepEqual(readEncodedData(text), nothing))
  }

  test('is not read beyond its usual size', () => {
    assert.deepEqual(readEncodedData(data({ DeviceId: 'a'.repeat(20_000) })), {})
    assert.deepEqual(readEncodedData(undefined), {})
  })
})
