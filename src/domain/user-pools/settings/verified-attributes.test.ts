import assert from 'node:assert/strict'
import { test } from 'node:test'
import { invalidParameter } from '../../../contract/service-error.ts'
import { assertAttributes, attributeList } from './verified-attributes.ts'

const updates = (attributes: readonly ('email' | 'phone_number')[]) => ({
  userAttributeUpdateSettings: { attributesRequireVerificationBeforeUpdate: attributes },
})

test('refuses aliases together with attributes as user names', () => {
  assert.throws(
    () => assertAttributes({ aliasAttributes: ['email'], usernameAttributes: ['email'], ...updates([]) }),
    invalidParameter('Only one of the aliasAttributes or usernameAttributes can be set in a User pool.'),
  )
})

test('verifies phone numbers by itself only with an SMS configuration', () => {
  const settings = { autoVerifiedAttributes: ['phone_number'], ...updates([]) } as const
  assertAttributes({ ...settings, smsConfiguration: {} })
  assert.throws(
    () => assertAttributes(settings),
    invalidParameter('SMS configuration is required when phone_number is selected for auto verification'),
  )
})

test('verifies before an update only what it verifies by itself', () => {
  assertAttributes({ autoVerifiedAttributes: ['email'], ...updates(['email']) })
  assert.throws(
    () => assertAttributes({ autoVerifiedAttributes: ['email'], ...updates(['email', 'phone_number']) }),
    invalidParameter(
      'All attributes in AttributesRequireVerificationBeforeUpdate must exist in AutoVerifiedAttributes',
    ),
  )
})

test('an empty list of attributes is none, and a repeated attribute counts once', () => {
  assert.equal(attributeList([]), undefined)
  assert.equal(attributeList(undefined), undefined)
  assert.deepEqual(attributeList(['phone_number', 'email', 'phone_number']), ['phone_number', 'email'])
})
