import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { findRepeatedMember } from './find-repeated-member.ts'

const cases: [json: string, repeated: string | undefined][] = [
  ['{"a":1,"a":2}', 'a'],
  ['{"a":1,"\\u0061" : 2}', 'a'],
  ['{"a":{"b":1},"b":[{"c":1,"c":1}]}', 'c'],
  ['{"a":{"a":1},"b":{"a":2}}', undefined],
  ['{"a":"a","b":"a"}', undefined],
  ['["a","a",{"a":"\\"a\\":"}]', undefined],
  ['{"a":"{\\"a\\":1","b":1}', undefined],
  ['"a"', undefined],
]

for (const [json, repeated] of cases) {
  test(`${repeated ? `finds ${repeated}` : 'finds nothing'} in ${json}`, () => {
    assert.equal(findRepeatedMember(json), repeated)
  })
}

test('finds nothing in what JSON.stringify writes', () => {
  fc.assert(fc.property(fc.json(), (json) => assert.equal(findRepeatedMember(json), undefined)))
})
