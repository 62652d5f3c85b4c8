import assert from 'node:assert/strict'
import { test } from 'node:test'
import { prefixed } from './columns.ts'

test('puts the alias before each column', () => {
  assert.equal(prefixed('id, user_pool_id', 'u'), 'u.id, u.user_pool_id')
  assert.equal(prefixed('id', 'u'), 'u.id')
})
