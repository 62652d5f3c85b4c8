import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { systemEntropy } from '../../kernel/entropy.ts'
import { newSecret, secretFromText, secretText, stepOfCode } from './totp.ts'

/** RFC 6238, appendix B, with the last six of its eight digits. */
const RFC_SECRET = Buffer.from('12345678901234567890')
const RFC_CODES = [
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
] as const

describe('a code', () => {
  test('is that of RFC 6238, and belongs to its time step', () => {
    for (const [seconds, code] of RFC_CODES) {
      assert.equal(stepOfCode(RFC_SECRET, code, seconds * 1000), Math.floor(seconds / 30))
    }
  })

  test('may be one step early or late, and not two', () => {
    const step = 37_037_036 // of 1,111,111,109 seconds
    for (const drift of [-1, 0, 1]) {
      assert.equal(stepOfCode(RFC_SECRET, '081804', (step + drift) * 30_000), step, `${drift}`)
    }
    for (const drift of [-2, 2]) {
      assert.equal(stepOfCode(RFC_SECRET, '081804', (step + drift) * 30_000), undefined, `${drift}`)
    }
  })

  test('is wrong if it has other digits, another length or no digits', () => {
    for (const wrong of ['287083', '28708', '0287082', '', 'abcdef', '２８７０８２', '287082 ']) {
      assert.equal(stepOfCode(RFC_SECRET, wrong, 59_000), undefined, wrong)
    }
  })
})

describe('a secret', () => {
  test('has 52 characters in base32 and comes back from them', () => {
    const secret = newSecret(systemEntropy)
    assert.match(secretText(secret), /^[A-Z2-7]{52}$/)
    assert.deepEqual(secretFromText(secretText(secret)), secret)
  })

  test('is one of its own each time', () => {
    assert.notDeepEqual(newSecret(systemEntropy), newSecret(systemEntropy))
  })

  test('is read as a part of a larger buffer too', () => {
    const whole = Buffer.concat([Buffer.alloc(8, 1), RFC_SECRET, Buffer.alloc(8, 2)])
    assert.equal(stepOfCode(whole.subarray(8, 28), '287082', 59_000), 1)
  })
})
