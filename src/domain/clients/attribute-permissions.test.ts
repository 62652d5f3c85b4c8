import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ServiceError } from '../../contract/service-error.ts'
import { custom, invalid, recordedSchema } from '../attributes/recorded-pool.test-data.ts'
import { assertPermissionLists, assertWritable, readableAttributes } from './attribute-permissions.ts'

const schema = [...recordedSchema, custom('dev:custom:tier', { developerOnlyAttribute: true })]
const limited = { readAttributes: ['given_name'], writeAttributes: ['given_name', 'family_name'] }
const unauthorized = new ServiceError(
  'NotAuthorizedException',
  'A client attempted to write unauthorized attribute',
)

test('lets a client without lists write custom attributes, immutable and unknown ones included', () => {
  for (const permissions of [{}, { writeAttributes: [] }]) {
    assertWritable(permissions, schema, ['custom:team', 'custom:tenant', 'custom:unknown', 'sub'])
  }
})

test('refuses a client everything outside its list, whether it exists or not', () => {
  for (const name of ['custom:team', 'email', 'custom:unknown', 'sub', 'email_verified']) {
    assert.throws(() => assertWritable(limited, schema, ['given_name', name]), unauthorized)
  }
  assert.doesNotThrow(() => assertWritable(limited, schema, ['given_name', 'family_name']))
})

test('lets every client write required attributes', () => {
  assert.doesNotThrow(() => assertWritable({ writeAttributes: ['email'] }, schema, ['family_name']))
})

test('lets no client write developer-only attributes', () => {
  for (const permissions of [{}, { writeAttributes: ['dev:custom:tier', 'family_name'] }]) {
    assert.throws(() => assertWritable(permissions, schema, ['dev:custom:tier']), unauthorized)
  }
})

test('shows a client what is on its list, and without a list everything', () => {
  const attributes = new Map([
    ['given_name', 'Alice'],
    ['email', 'alice@example.com'],
    ['custom:team', 'a'],
  ])
  assert.deepEqual([...readableAttributes(limited, attributes)], [['given_name', 'Alice']])
  assert.deepEqual(readableAttributes({}, attributes), attributes)
  assert.deepEqual(readableAttributes({ readAttributes: [] }, attributes), attributes)
})

const lists = (permissions: object, when: 'creating' | 'updating' = 'creating') =>
  assertPermissionLists(schema, permissions, when)

test('requires all required attributes in a write list, and none that does not exist or that no client can write', () => {
  const wrong = [
    ['given_name'],
    ['family_name', 'custom:unknown'],
    ['family_name', 'sub'],
    ['family_name', 'email_verified'],
    ['family_name', 'phone_number_verified'],
    ['family_name', 'dev:custom:tier'],
    ['family_name', 'identities'],
  ]
  for (const writeAttributes of wrong) {
    const message = (when: string) => `Invalid write attributes specified while ${when} a client`
    assert.throws(() => lists({ writeAttributes }), invalid(message('creating')))
    assert.throws(() => lists({ writeAttributes }, 'updating'), invalid(message('updating')))
  }
  for (const writeAttributes of [
    undefined,
    [],
    ['given_name', 'family_name'],
    ['family_name', 'custom:tenant'],
  ]) {
    assert.doesNotThrow(() => lists({ writeAttributes }))
  }
})

test('demands of a read list only that its attributes exist', () => {
  const message = 'Invalid read attributes specified while creating a client'
  assert.throws(() => lists({ readAttributes: ['custom:unknown'] }), invalid(message))
  for (const name of ['given_name', 'sub', 'email_verified', 'updated_at', 'custom:team', 'identities']) {
    assert.doesNotThrow(() => lists({ readAttributes: [name] }))
  }
})
