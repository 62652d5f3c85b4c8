import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setBounded } from './bounded-cache.ts'

test('a bounded map forgets what was set longest ago, and nothing when an entry is set again', () => {
  const map = new Map<string, number>()
  for (const [key, value] of Object.entries({ a: 1, b: 2 })) setBounded(map, 2, key, value)
  setBounded(map, 2, 'a', 3)
  assert.deepEqual([...map], Object.entries({ b: 2, a: 3 }))
  setBounded(map, 2, 'c', 4)
  assert.deepEqual([...map], Object.entries({ a: 3, c: 4 }))
})
