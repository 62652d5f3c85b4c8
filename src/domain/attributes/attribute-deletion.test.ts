import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { attributeDeletion } from './attribute-deletion.ts'
import { applyChange } from './attribute-update.ts'
import type { Author } from './attributes.ts'
import { alice, invalid, recordedSchema } from './recorded-pool.test-data.ts'

const remove = (names: readonly string[], author: Author = 'user') =>
  attributeDeletion(recordedSchema, names, author)
const removed = (names: readonly string[]) => Object.fromEntries(applyChange(alice, remove(names)))

describe('deleting attributes', () => {
  const refused: readonly (readonly [string, string])[] = [
    ['email_verified', 'Cannot modify the non-mutable attribute email_verified'],
    ['sub', 'Cannot modify the non-mutable attribute sub'],
    ['family_name', 'Invalid user attributes: name.familyName: The attribute name.familyName is required'],
    [
      'custom:tenant',
      'Invalid user attributes: Custom.User.tenant: ' +
        'This attribute does not satisfy the mutability validation defined in the schema.',
    ],
    [
      'custom:unknown',
      'Invalid user attributes: Type for attribute {custom:unknown} could not be determined',
    ],
    ['unknown', 'Invalid user attributes: The attribute unknown is not defined in schema'],
  ]
  for (const [name, message] of refused) {
    test(`refuses ${name}`, () => {
      assert.throws(() => remove(['custom:team', name]), invalid(message))
    })
  }

  test('deletes an attribute, whether it has a value or not', () => {
    assert.equal('custom:team' in removed(['custom:team']), false)
    assert.deepEqual(removed(['nickname']), Object.fromEntries(alice))
    assert.deepEqual(removed([]), Object.fromEntries(alice))
  })

  test('takes the verification flag away with its contact', () => {
    const left = removed(['email'])
    assert.equal('email' in left || 'email_verified' in left, false)
  })

  test('lets an administrator delete a verification flag', () => {
    assert.deepEqual(remove(['email_verified'], 'administrator').removed, ['email_verified'])
  })
})
