import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { ServiceError } from '../../contract/service-error.ts'
import type { AttributeDefinition, PoolSchema } from '../schema/attribute-definition.ts'
import { STANDARD_ATTRIBUTES } from '../schema/standard-attributes.ts'
import { attributeDeletion } from './attribute-deletion.ts'
import { type AttributeChange, applyChange, attributeUpdate } from './attribute-update.ts'
import { missingRequiredAttributes, newPasswordAttributes } from './new-password-attributes.ts'
import { newUserAttributes } from './new-user-attributes.ts'
import { deferUnverified, verifiedContact } from './pending-attributes.ts'
import type { Author } from './user.ts'

const custom = (name: string, change: Partial<AttributeDefinition> = {}): AttributeDefinition => ({
  name,
  attributeDataType: 'String',
  developerOnlyAttribute: false,
  mutable: true,
  required: false,
  ...change,
})

/** The pool of the recordings: `family_name` required, `custom:team` mutable, `custom:tenant` not. */
const schema: PoolSchema = [
  ...STANDARD_ATTRIBUTES.map((it) => (it.name === 'family_name' ? { ...it, required: true } : it)),
  custom('custom:team'),
  custom('custom:tenant', { mutable: false }),
  custom('custom:age', {
    attributeDataType: 'Number',
    numberAttributeConstraints: { minValue: '18', maxValue: '99' },
  }),
  custom('custom:member', { attributeDataType: 'Boolean' }),
  custom('custom:joined', { attributeDataType: 'DateTime' }),
]

type Pairs = readonly (readonly [string, string])[]
const entries = (pairs: Pairs) => pairs.map(([name, value]) => ({ name, value }))
const invalid = (message: string) => new ServiceError('InvalidParameterException', message)

const family: Pairs = [['family_name', 'Example']]
const create = (pairs: Pairs, author: Author = 'user', requiredMayFollow = author === 'administrator') =>
  Object.fromEntries(newUserAttributes(schema, entries(pairs), { author, requiredMayFollow }))

const alice = new Map<string, string>([
  ['email', 'alice@example.com'],
  ['email_verified', 'true'],
  ['family_name', 'Example'],
  ['given_name', 'Alice'],
  ['custom:team', 'initial'],
  ['custom:tenant', 'owned'],
])
const update = (pairs: Pairs, author: Author = 'user') =>
  attributeUpdate(schema, alice, entries(pairs), author)
const updated = (pairs: Pairs, author: Author = 'user') =>
  Object.fromEntries(applyChange(alice, update(pairs, author)))
const remove = (names: readonly string[], author: Author = 'user') => attributeDeletion(schema, names, author)
const removed = (names: readonly string[]) => Object.fromEntries(applyChange(alice, remove(names)))

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
    assert.equal(create(flagged, 'administrator').email_verified, 'true')
  })

  test('lets invited users give required attributes later, unless those are immutable', () => {
    assert.deepEqual(create([], 'administrator'), {})
    assert.throws(() => create([], 'administrator', false), /family_?name/i)
    const fixed = schema.map((it) => (it.name === 'family_name' ? { ...it, mutable: false } : it))
    const creation = { author: 'administrator', requiredMayFollow: true } as const
    assert.throws(() => newUserAttributes(fixed, [], creation), /name\.familyName is required/)
  })

  test('refuses unknown attributes', () => {
    const message = `${prefix}Type for attribute {custom:role} could not be determined`
    assert.throws(() => create([...family, ['custom:role', 'x']]), invalid(message))
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

describe('answering NEW_PASSWORD_REQUIRED', () => {
  const invited = new Map([['email', 'a@example.com']])
  const answer = (pairs: Pairs) => newPasswordAttributes(schema, invited, entries(pairs))

  test('asks for the required attributes that have no value', () => {
    assert.deepEqual(missingRequiredAttributes(schema, invited), ['family_name'])
    assert.deepEqual(missingRequiredAttributes(schema, alice), [])
  })

  test('takes them', () => {
    assert.deepEqual([...answer(family).set], [['family_name', 'Example']])
  })

  test('refuses to do without them', () => {
    assert.throws(() => answer([]), invalid('Invalid attributes given, family_name is missing'))
    const both = schema.map((it) => (it.name === 'name' ? { ...it, required: true } : it))
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
