import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ServiceError } from '../../contract/service-error.ts'
import { aliasesOf, lookUpOf } from './aliases.ts'
import {
  assertNoPreferredUsernameYet,
  assertPreferredUsername,
  chooseUsername,
  isUsername,
  type SignInNames,
} from './username-rules.ts'

const preferred = (value: string) => new Map([['preferred_username', value]])

const sub = 'f4d80488-3091-7046-550f-af874ac9b09e'
const invalid = (message: string) => new ServiceError('InvalidParameterException', message)
const caseless: SignInNames = { usernameConfiguration: { caseSensitive: false } }
const aliased: SignInNames = { aliasAttributes: ['email', 'phone_number', 'preferred_username'] }

test('takes any username if there are no aliases', () => {
  for (const name of ['alice', 'alice@example.com', '+15555550100']) {
    assert.deepEqual(chooseUsername({}, name, sub), { username: name })
  }
})

test('distinguishes case unless the pool ignores it', () => {
  assert.equal(chooseUsername({}, 'Alice', sub).username, 'Alice')
  const sensitive = { usernameConfiguration: { caseSensitive: true } }
  assert.equal(chooseUsername(sensitive, 'Alice', sub).username, 'Alice')
  assert.equal(chooseUsername(caseless, 'Alice', sub).username, 'alice')
})

test('makes the sub the username where users sign in by address, and keeps the address', () => {
  const names: SignInNames = { usernameAttributes: ['email', 'phone_number'] }
  const email = { name: 'email', value: 'Alice@example.com' }
  assert.deepEqual(chooseUsername(names, email.value, sub), { username: sub, attribute: email })
  const phone = { name: 'phone_number', value: '+15555550100' }
  assert.deepEqual(chooseUsername(names, phone.value, sub), { username: sub, attribute: phone })
})

test('refuses names that are no such address', () => {
  const refused = (usernameAttributes: SignInNames['usernameAttributes'], name: string, message: string) =>
    assert.throws(() => chooseUsername({ usernameAttributes }, name, sub), invalid(message))
  refused(['email'], '+15555550100', 'Username should be an email.')
  refused(['phone_number'], 'a@example.com', 'Username should be a phone number.')
  refused(['email', 'phone_number'], 'alice', 'Username should be either an email or a phone number.')
})

test('refuses usernames and preferred usernames that could be taken for an alias', () => {
  const email = 'Username cannot be of email format, since user pool is configured for email alias.'
  assert.throws(() => chooseUsername(aliased, 'a@example.com', sub), invalid(email))
  assert.throws(() => assertPreferredUsername(aliased, preferred('a@example.com')), invalid(email))
  const phone =
    'Username cannot be of phone number format, since user pool is configured for phone number alias.'
  assert.throws(() => chooseUsername(aliased, '+15555550100', sub), invalid(phone))
  const byPhone: SignInNames = { aliasAttributes: ['phone_number'] }
  assert.equal(chooseUsername(byPhone, 'a@example.com', sub).username, 'a@example.com')
  assert.doesNotThrow(() =>
    assertPreferredUsername({ aliasAttributes: ['email'] }, preferred('a@example.com')),
  )
})

test('refuses the alias preferred_username at sign-up', () => {
  const entries = [{ name: 'preferred_username', value: 'al' }]
  assert.throws(
    () => assertNoPreferredUsernameYet(aliased, entries),
    invalid(
      'Preferred username cannot be provided for unconfirmed account, since user pool is configured for preferred username alias.',
    ),
  )
  assert.doesNotThrow(() => assertNoPreferredUsernameYet({ aliasAttributes: ['email'] }, entries))
  assert.doesNotThrow(() => assertNoPreferredUsernameYet(aliased, []))
})

const attributes = new Map([
  ['email', 'Alice@example.com'],
  ['email_verified', 'false'],
  ['phone_number', '+15555550100'],
  ['phone_number_verified', 'true'],
  ['preferred_username', 'Al'],
])

test('gives a user the verified contacts and the preferred username as aliases', () => {
  assert.deepEqual(aliasesOf(aliased, attributes), [
    { attribute: 'phone_number', value: '+15555550100' },
    { attribute: 'preferred_username', value: 'Al' },
  ])
  assert.deepEqual(aliasesOf({}, attributes), [])
})

test('needs no verification if the address is the username', () => {
  const names: SignInNames = { usernameAttributes: ['email'], ...caseless }
  assert.deepEqual(aliasesOf(names, attributes), [{ attribute: 'email', value: 'alice@example.com' }])
})

test('looks a name up as username and as each alias of its form, and for administrators as sub', () => {
  const known = {
    username: 'a@example.com',
    aliases: [
      { attribute: 'email', value: 'a@example.com' },
      { attribute: 'preferred_username', value: 'a@example.com' },
    ],
  }
  const names = { ...aliased, ...caseless }
  assert.deepEqual(lookUpOf(names, 'A@Example.com', 'user'), { ...known, sub: undefined })
  assert.deepEqual(lookUpOf(names, 'A@Example.com', 'administrator'), { ...known, sub: 'A@Example.com' })
  assert.deepEqual(lookUpOf({}, 'Alice', 'user'), { username: 'Alice', aliases: [], sub: undefined })
})

test('has letters, marks, symbols, digits and punctuation, 128 at most', () => {
  for (const name of ['alice', 'Zo\u00eb+1@x', '\u{1f600}'.repeat(128)]) assert.ok(isUsername(name), name)
  for (const name of ['', 'a b', 'a\n', 'a\0b', '\ud800', 'a\u200b', 'x'.repeat(129)]) {
    assert.ok(!isUsername(name), JSON.stringify(name))
    assert.throws(() => chooseUsername({}, name, sub), { name: 'InvalidParameterException' })
  }
})
