import assert from 'node:assert/strict'
import { createSecretKey } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { systemEntropy } from '../entropy.ts'
import { deriveKey, open, seal } from './encryption.ts'

const root = createSecretKey(Buffer.alloc(32, 7))
const key = deriveKey(root, 'test')
const context = ['users', 'verifier', 'row-1']

test('opens what it sealed', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 300 }),
      fc.array(fc.string(), { maxLength: 4 }),
      (plain, place) => {
        const opened = open(key, seal(key, systemEntropy, plain, place), place)
        assert.deepEqual(opened, Buffer.from(plain))
      },
    ),
  )
})

test('refuses a sealed text with any one byte changed', () => {
  const sealed = seal(key, systemEntropy, 'secret', context)
  for (let i = 0; i < sealed.length; i++) {
    const changed = Buffer.from(sealed)
    changed.writeUInt8(changed.readUInt8(i) ^ 1, i)
    assert.equal(open(key, changed, context), undefined)
  }
})

test('refuses a sealed text that was cut short', () => {
  const sealed = seal(key, systemEntropy, 'secret', context)
  for (let length = 0; length < sealed.length; length++) {
    assert.equal(open(key, sealed.subarray(0, length), context), undefined)
  }
})

test('refuses a sealed text in another place', () => {
  const sealed = seal(key, systemEntropy, 'secret', ['ab', 'c'])
  assert.equal(open(key, sealed, ['a', 'bc']), undefined)
  assert.equal(open(key, sealed, ['ab', 'c', '']), undefined)
})

test('refuses a sealed text under the key of another purpose', () => {
  const sealed = seal(key, systemEntropy, 'secret', context)
  assert.equal(open(deriveKey(root, 'other'), sealed, context), undefined)
})

test('seals the same text differently each time', () => {
  const [a, b] = [1, 2].map(() => seal(key, systemEntropy, 'secret', context).toString('hex'))
  assert.notEqual(a, b)
})

test('derives the same key of 256 bits for the same purpose', () => {
  assert.equal(deriveKey(root, 'test').equals(key), true)
  assert.equal(key.symmetricKeySize, 32)
})
