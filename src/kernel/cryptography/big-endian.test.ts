import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { fromBigInt, isAbove, padded, shortestSigned, toBigInt, withoutLeadingZeros } from './big-endian.ts'

const number = fc.bigInt({ min: 0n, max: (1n << 96n) - 1n })

test('a number goes to bytes of any sufficient width and back', () => {
  fc.assert(
    fc.property(number, fc.integer({ min: 12, max: 20 }), (value, width) => {
      const bytes = fromBigInt(value, width)
      assert.equal(bytes.length, width)
      assert.equal(toBigInt(bytes), value)
      assert.equal(toBigInt(withoutLeadingZeros(bytes)), value)
      assert.deepEqual(padded(Buffer.from(withoutLeadingZeros(bytes)), width), bytes)
    }),
  )
})

test('numbers of any width compare by their value', () => {
  fc.assert(
    fc.property(number, number, (a, b) => {
      assert.equal(isAbove(fromBigInt(a, 12), fromBigInt(b, 16)), a > b)
    }),
  )
})

test('the shortest signed form has no needless zero, and one where the first bit would be a sign', () => {
  const hex = (value: bigint) => Buffer.from(shortestSigned(fromBigInt(value, 4))).toString('hex')
  assert.equal(hex(0n), '00')
  assert.equal(hex(1n), '01')
  assert.equal(hex(0x7fn), '7f')
  assert.equal(hex(0x80n), '0080')
  assert.equal(hex(0x1234n), '1234')
  assert.equal(hex(0xffffffffn), '00ffffffff')
})
