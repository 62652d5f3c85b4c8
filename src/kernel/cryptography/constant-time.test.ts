import assert from 'node:assert/strict'
import { test } from 'node:test'
import { equalInConstantTime } from './constant-time.ts'

test('only the same secret is equal, as text or as bytes', () => {
  const secret = 'Grüße 1'
  for (const same of [secret, Buffer.from(secret), new Uint8Array(Buffer.from(secret))]) {
    assert.equal(equalInConstantTime(secret, same), true)
    assert.equal(equalInConstantTime(same, secret), true)
  }
  for (const other of ['Grüße 2', 'grüße 1', 'Grüsse 1', 'Grüße 1 ', 'Grüße', '', Buffer.alloc(9)]) {
    assert.equal(equalInConstantTime(secret, other), false)
    assert.equal(equalInConstantTime(other, secret), false)
  }
  assert.equal(equalInConstantTime('', ''), true)
})
