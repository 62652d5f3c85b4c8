import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Author } from './attributes.ts'
import { newUserAttributes } from './new-user-attributes.ts'
import { entries, family, invalid, type Pairs, recordedSchema } from './recorded-pool.test-data.ts'

const create = (pairs: Pairs, author: Author = 'user', requiredMayFollow = author === 'administrator') =>
  Object.fromEntries(newUserAttributes(recordedSchema, entries(pairs), { author, requiredMayFollow }))

describe('creating a user', () => {
  const prefix = 'Attributes did not conform to the schema: '

  test('names missing required attributes by their internal names', () => {
    const message = `${prefix}name.familyName: The attribute name.familyName is required`
    assert.throws(() => create([]), invalid(message))
    assert.throws(() => create([['family_name', '']]), invalid(message))
  })

  test('refuses what only the service writes', () => {
    for (const name of ['email_verified', 'phone_number_verified', 'sub', 'identities']) {
      const message = `Cannot modify the non-mutable attribute ${name}`
      assert.throws(() => create([...family, [name, 'true']]), invalid(message))
    }
    const message = 'Cannot modify the non-mutable attribute sub'
    assert.throws(() => create([['sub', 'x']], 'administrator'), invalid(message))
  })

  test('stores immutable and custom attributes, and contacts of those who sign up as unverified', () => {
    const pairs: Pairs = [
      ...family,
      ['email', 'a@example.com'],
      ['phone_number', '+15555550100'],
      ['custom:tenant', 'x'],
    ]
    assert.deepEqual(create(pairs), {
      ...Object.fromEntries(pairs),
      email_verified: 'false',
      phone_number_verified: 'false',
    })
  })

  test('stores no verification flag for invited users unless the administrator sends one', () => {
    assert.deepEqual(create([['email', 'a@example.com']], 'administrator'), { email: 'a@example.com' })
    const flagged: Pairs = [
      ['email', 'a@example.com'],
      ['email_verified', 'True'],
    ]
    assert.equal(create(flagged, 'administrator').email_verified, 'True')
  })

  test('lets invited users give required attributes later, unless those are immutable', () => {
    assert.deepEqual(create([], 'administrator'), {})
    assert.throws(() => create([], 'administrator', false), /family_?name/i)
    const fixed = recordedSchema.map((it) => (it.name === 'family_name' ? { ...it, mutable: false } : it))
    const creation = { author: 'administrator', requiredMayFollow: true } as const
    assert.throws(() => newUserAttributes(fixed, [], creation), /name\.familyName is required/)
  })

  test('refuses unknown attributes', () => {
    for (const [name, message] of [
      ['custom:role', 'Type for attribute {custom:role} could not be determined'],
      ['dev:custom:role', 'Type for attribute {dev:custom:role} could not be determined'],
      ['preferredUsername', 'The attribute preferredUsername is not defined in schema'],
    ] as const) {
      assert.throws(() => create([...family, [name, 'x']], 'administrator'), invalid(prefix + message))
    }
  })

  test('lists all violations in one message', () => {
    const pairs: Pairs = [
      ['birthdate', 'short'],
      ['custom:age', '17'],
    ]
    assert.throws(
      () => create(pairs),
      invalid(
        `${prefix}name.familyName: The attribute name.familyName is required, ` +
          'birthdate: String must be no shorter than 10 characters, custom:age: Number must be no less than 18',
      ),
    )
  })

  test('refuses contacts of the wrong form', () => {
    for (const email of ['alice', '@', 'a@', 'a b@c', 'a@b@c']) {
      assert.throws(() => create([...family, ['email', email]]), invalid('Invalid email address format.'))
    }
    for (const phone of ['15555550100', '+1 555 555 0100', '+1', '+1234567890123456']) {
      const pairs: Pairs = [...family, ['phone_number', phone]]
      assert.throws(() => create(pairs), invalid('Invalid phone number format.'))
    }
  })

  test('refuses a verification flag without a contact', () => {
    assert.throws(
      () => create([['email_verified', 'true']], 'administrator'),
      invalid('Email is required to verify/un-verify an email'),
    )
  })
})
