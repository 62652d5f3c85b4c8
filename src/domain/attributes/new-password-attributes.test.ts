import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { ServiceError } from '../../contract/service-error.ts'
import { missingRequiredAttributes, newPasswordAttributes } from './new-password-attributes.ts'
import { alice, entries, family, invalid, type Pairs, recordedSchema } from './recorded-pool.test-data.ts'

describe('answering NEW_PASSWORD_REQUIRED', () => {
  const invited = new Map([['email', 'a@example.com']])
  const answer = (pairs: Pairs) => newPasswordAttributes(recordedSchema, invited, entries(pairs))

  test('asks for the required attributes that have no value', () => {
    assert.deepEqual(missingRequiredAttributes(recordedSchema, invited), ['family_name'])
    assert.deepEqual(missingRequiredAttributes(recordedSchema, alice), [])
  })

  test('takes them', () => {
    assert.deepEqual([...answer(family).set], [['family_name', 'Example']])
  })

  test('refuses a request without them', () => {
    assert.throws(() => answer([]), invalid('Invalid attributes given, family_name is missing'))
    assert.throws(
      () => answer([['family_name', '']]),
      invalid('Invalid attributes given, family_name is missing'),
    )
    const both = recordedSchema.map((it) => (it.name === 'name' ? { ...it, required: true } : it))
    assert.throws(
      () => newPasswordAttributes(both, invited, []),
      invalid('Invalid attributes given, name and family_name is missing'),
    )
  })

  test('refuses attributes that have a value already', () => {
    assert.throws(
      () => answer([...family, ['email', 'b@example.com']]),
      new ServiceError('NotAuthorizedException', 'Cannot modify an already provided email'),
    )
  })

  test('refuses what only the service writes', () => {
    const message = 'Cannot modify the non-mutable attribute email_verified'
    assert.throws(() => answer([['email_verified', 'true']]), invalid(message))
  })
})
