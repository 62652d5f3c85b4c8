import assert from 'node:assert/strict'
import { test } from 'node:test'
import { listedAttributes } from './attribute-order.ts'

test('lists standard attributes in the fixed order, then custom ones, then sub', () => {
  const names = [
    'custom:tenant',
    'birthdate',
    'dev:custom:tier',
    'given_name',
    'custom:team',
    'family_name',
    'email_verified',
    'email',
  ]
  const listed = listedAttributes(new Map(names.map((name) => [name, `value of ${name}`])), 'the-sub')
  assert.deepEqual(
    listed.map(({ name }) => name),
    [
      'email',
      'email_verified',
      'family_name',
      'given_name',
      'birthdate',
      'custom:team',
      'custom:tenant',
      'dev:custom:tier',
      'sub',
    ],
  )
  assert.deepEqual(listed.at(0), { name: 'email', value: 'value of email' })
  assert.deepEqual(listed.at(-1), { name: 'sub', value: 'the-sub' })
})
