import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { claimText } from './claim-text.ts'

describe('the text of a claim', () => {
  for (const [value, text] of [
    [undefined, undefined],
    [null, undefined],
    ['', ''],
    ['a b', 'a b'],
    [12.5, '12.5'],
    [false, 'false'],
    [{ a: [1] }, '{"a":[1]}'],
    [[], '[]'],
    [['a b', 'ü,c', '.-*_', '', null, '&='], '[a+b, %C3%BC%2Cc, .-*_, , , %26%3D]'],
    [[['a', 'b'], { c: 1 }], '[%5B%22a%22%2C%22b%22%5D, %7B%22c%22%3A1%7D]'],
  ] as const) {
    test(`of ${JSON.stringify(value)} is ${text}`, () => assert.equal(claimText(value), text))
  }
})
