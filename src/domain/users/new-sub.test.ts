import assert from 'node:assert/strict'
import { test } from 'node:test'
import { systemEntropy } from '../../kernel/entropy.ts'
import { newSub } from './new-sub.ts'

test('has the form of the recorded ones and does not repeat itself', () => {
  const form = /^[0-9a-f]{8}-[0-9a-f]{4}-70[0-9a-f]{2}-[0-9a-f]{4}-[0-9a-f]{12}$/
  const drawn = Array.from({ length: 50 }, () => newSub(systemEntropy))
  for (const sub of drawn) assert.match(sub, form)
  assert.equal(new Set(drawn).size, 50)
})
