import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isJsonObject, parsedJson } from './json-object.ts'

test('a text that is not JSON has no value', () => {
  assert.deepEqual(parsedJson('{"a":[1]}'), { a: [1] })
  for (const text of ['', '{', 'undefined', '{"a":1} x']) assert.equal(parsedJson(text), undefined, text)
})

test('null, lists and scalars are no objects', () => {
  assert.ok(isJsonObject({}))
  for (const value of [null, [], 'a', 1, true, undefined]) assert.equal(isJsonObject(value), false)
})
