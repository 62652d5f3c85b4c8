import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { inHashSetOrder, inTableOrder, javaHashCode } from './hash-order.ts'

test('hashes as Java does', () => {
  assert.equal(javaHashCode(''), 0)
  assert.equal(javaHashCode('a'), 97)
  assert.equal(javaHashCode('hello'), 99162322)
  assert.equal(javaHashCode('polygenelubricants'), -2147483648)
  assert.equal(javaHashCode('Aa'), javaHashCode('BB'))
})

describe('a hash set', () => {
  test('lists scopes as they were seen in tokens', () => {
    const recorded = [
      'phone openid profile email',
      'phone openid email',
      'rbac-api/admin openid rbac-api/user',
      'phone openid profile resourceserver.1/appclient2 email',
    ]
    for (const scope of recorded) {
      const scopes = scope.split(' ')
      assert.deepEqual(inHashSetOrder([...scopes].sort()), scopes)
      assert.deepEqual(inHashSetOrder([...scopes].sort().reverse()), scopes)
    }
  })

  test('keeps the order of arrival in one bucket', () => {
    assert.deepEqual(inHashSetOrder(['Aa', 'BB']), ['Aa', 'BB'])
    assert.deepEqual(inHashSetOrder(['BB', 'Aa']), ['BB', 'Aa'])
  })

  test('doubles beyond twelve entries', () => {
    const letters = [...'qponmlkjihgf'] // f = 102 = 6 mod 16 and 32; p = 112 = 0 mod 16, 16 mod 32
    assert.deepEqual(inHashSetOrder(letters).join(''), 'pqfghijklmno')
    assert.deepEqual(inHashSetOrder([...letters, 'r']).join(''), 'fghijklmnopqr')
  })

  test('has every text once', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (texts) => {
        assert.deepEqual(inHashSetOrder(texts).sort(), [...new Set(texts)].sort())
      }),
    )
  })
})

test('a table of 32 buckets lists by the lowest five bits', () => {
  assert.deepEqual(inTableOrder(['b', 'a', 'A'], 32), ['a', 'A', 'b'])
  assert.deepEqual(inTableOrder(['`', '?'], 32), ['`', '?'])
})
