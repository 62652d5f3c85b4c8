import assert from 'node:assert/strict'
import { test } from 'node:test'
import { rangeHas, rangeKey } from './range-text.ts'

// SHA-1 of "password": 5BAA61E4C9B93F3F0682250B6CF8331B7EE68FD8
const { prefix, suffix } = rangeKey('password')

test('the key of a password is its SHA-1, cut after five digits', () => {
  assert.deepEqual({ prefix, suffix }, { prefix: '5BAA6', suffix: '1E4C9B93F3F0682250B6CF8331B7EE68FD8' })
})

for (const [what, text, expected] of [
  ['first line', `${suffix}:3\r\nFFFF:1`, true],
  ['last line', `0000:7\r\n${suffix}:9545824`, true],
  ['a line in lower case', `0000:7\n${suffix.toLowerCase()}:2\n`, true],
  ['no line', `0000:7\r\nFFFF:1`, false],
  ['a line of padding', `0000:7\r\n${suffix}:0\r\n`, false],
  ['the end of a longer line', `AB${suffix}:7`, false],
  ['an empty range', '', false],
] as const) {
  test(`finds a suffix in ${what}: ${expected}`, () => assert.equal(rangeHas(text, suffix), expected))
}
