import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type AttributeChange, applyChange, attributeUpdate } from './attribute-update.ts'
import type { Author } from './attributes.ts'
import { deferUnverified, verifiedContact } from './pending-attributes.ts'
import { alice, entries, invalid, type Pairs, recordedSchema } from './recorded-pool.test-data.ts'

const update = (pairs: Pairs, author: Author = 'user') =>
  attributeUpdate(recordedSchema, alice, entries(pairs), author)
const updated = (pairs: Pairs, author: Author = 'user') =>
  Object.fromEntries(applyChange(alice, update(pairs, author)))

describe('updating a user', () => {
  const refused: readonly (readonly [string, Pairs, Author, string])[] = [
    [
      'an immutable attribute',
      [
        ['given_name', 'Good'],
        ['custom:tenant', 'x'],
      ],
      'user',
      'user.custom:tenant: Attribute cannot be updated.\n',
    ],
    [
      'an immutable attribute that keeps its value',
      [['custom:tenant', 'owned']],
      'administrator',
      'user.custom:tenant: Attribute cannot be updated.\n',
    ],
    [
      'sub, sent by an administrator',
      [['sub', 'x']],
      'administrator',
      'user.sub: Attribute cannot be updated.\n',
    ],
    [
      'an unknown attribute',
      [['custom:unknown', 'x']],
      'user',
      'user.custom:unknown: Attribute does not exist in the schema.\n',
    ],
    [
      'email_verified',
      [['email_verified', 'true']],
      'user',
      'Cannot modify the non-mutable attribute email_verified',
    ],
    ['sub', [['sub', 'x']], 'user', 'Cannot modify the non-mutable attribute sub'],
    [
      'a text that is too long',
      [
        ['given_name', 'Good'],
        ['birthdate', 'also-not-a-date'],
      ],
      'administrator',
      'user.birthdate: String must be no longer than 10 characters\n',
    ],
    [
      'an empty required attribute',
      [['family_name', '']],
      'user',
      'user.family_name: Required attribute cannot be deleted.\n',
    ],
    [
      'a value of the wrong type',
      [
        ['custom:age', 'old'],
        ['custom:member', 'yes'],
        ['custom:joined', 'soon'],
      ],
      'user',
      'user.custom:age: The attribute is not a valid number\n' +
        'user.custom:member: The attribute is not a valid boolean\n' +
        'user.custom:joined: The attribute is not a valid dateTime\n',
    ],
    [
      'a number that is too great',
      [['custom:age', '99.5']],
      'user',
      'user.custom:age: Number must be no greater than 99\n',
    ],
    ['an e-mail address of the wrong form', [['email', 'alice']], 'user', 'Invalid email address format.'],
  ]
  for (const [what, pairs, author, message] of refused) {
    test(`refuses ${what}`, () => {
      assert.throws(() => update(pairs, author), invalid(message))
    })
  }

  test('checks of a birthdate only the length', () => {
    assert.equal(updated([['birthdate', 'not-a-date']], 'administrator').birthdate, 'not-a-date')
  })

  for (const author of ['user', 'administrator'] as const) {
    test(`takes and checks only the last value of a name sent twice by the ${author}`, () => {
      const twice = (name: string, first: string, second: string): Pairs => [
        [name, first],
        [name, second],
      ]
      assert.equal(updated(twice('given_name', 'first', 'second'), author).given_name, 'second')
      assert.equal(updated(twice('birthdate', 'short', 'not-a-date'), author).birthdate, 'not-a-date')
    })
  }

  test('removes an optional attribute by an empty value', () => {
    assert.equal('given_name' in updated([['given_name', '']]), false)
  })

  test('lets an administrator declare a contact verified', () => {
    assert.equal(updated([['email_verified', 'true']], 'administrator').email_verified, 'true')
    const pairs: Pairs = [
      ['email', 'new@example.com'],
      ['email_verified', 'true'],
    ]
    assert.equal(updated(pairs, 'administrator').email_verified, 'true')
  })

  test('calls a changed contact unverified, and an unchanged one what it was', () => {
    for (const author of ['user', 'administrator'] as const) {
      assert.equal(updated([['email', 'new@example.com']], author).email_verified, 'false')
      assert.equal(updated([['email', 'alice@example.com']], author).email_verified, 'true')
    }
    assert.equal(updated([['phone_number', '+15555550100']]).phone_number_verified, 'false')
  })

  test('takes the verification flag away with its contact', () => {
    const left = updated([['email', '']])
    assert.equal('email' in left || 'email_verified' in left, false)
    const pairs: Pairs = [
      ['email', ''],
      ['email_verified', 'true'],
    ]
    assert.throws(() => update(pairs, 'administrator'), /Email is required/)
  })
})

describe('verifying before an update takes effect', () => {
  const plain = (change: AttributeChange) => Object.fromEntries(change.set)

  test('holds a new contact back and leaves the old one in use', () => {
    const pairs: Pairs = [
      ['email', 'new@example.com'],
      ['given_name', 'Al'],
    ]
    const { change, pending } = deferUnverified(update(pairs), alice, ['email'])
    assert.deepEqual(plain(change), { given_name: 'Al' })
    assert.deepEqual([...pending], [['email', 'new@example.com']])
    assert.deepEqual(plain(verifiedContact(pending, 'email')), {
      email: 'new@example.com',
      email_verified: 'true',
    })
  })

  test('holds back nothing that the administrator declares verified or the pool does not ask for', () => {
    const pairs: Pairs = [
      ['email', 'new@example.com'],
      ['email_verified', 'true'],
    ]
    assert.equal(deferUnverified(update(pairs, 'administrator'), alice, ['email']).pending.size, 0)
    assert.equal(deferUnverified(update([['email', 'new@example.com']]), alice, []).pending.size, 0)
  })

  test('verifies the present value where none is pending', () => {
    assert.deepEqual(plain(verifiedContact(new Map(), 'phone_number')), { phone_number_verified: 'true' })
  })
})
