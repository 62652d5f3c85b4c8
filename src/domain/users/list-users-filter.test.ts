import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { ANY_CHARACTER } from '../../../test/support/any-character.ts'
import { ServiceError } from '../../contract/service-error.ts'
import { NO_MFA_SETTINGS } from '../factors/mfa-settings.ts'
import { matchesFilter, parseUserFilter } from './list-users-filter.ts'
import type { User } from './user.ts'

const alice: User = {
  userPoolId: 'eu-west-1_Ab0',
  username: 'Alice',
  sub: 'f4d80488-3091-7046-550f-af874ac9b09e',
  attributes: new Map([['email', 'Alice@example.com']]),
  pendingAttributes: new Map(),
  status: 'FORCE_CHANGE_PASSWORD',
  enabled: true,
  mfa: NO_MFA_SETTINGS,
  createdAt: 0,
  modifiedAt: 0,
}

const refused = (text: string, message: string) =>
  assert.throws(() => parseUserFilter(text), new ServiceError('InvalidParameterException', message))

test('reads both comparisons, with and without spaces, the name quoted or not', () => {
  for (const text of ['email ^= "al"', 'email^="al"', '"email" ^= "al"', '  email  ^=  "al"  ']) {
    assert.deepEqual(parseUserFilter(text), {
      attribute: 'email',
      comparison: 'starts-with',
      value: 'al',
      caseSensitive: false,
    })
  }
  assert.equal(parseUserFilter('username = "x"')?.comparison, 'equals')
})

test('takes quotation marks and backslashes in a value when they are escaped', () => {
  assert.equal(parseUserFilter(String.raw`name = "a \"b\" \\ c"`)?.value, String.raw`a "b" \ c`)
})

test('takes an empty filter for none', () => {
  assert.equal(parseUserFilter(''), undefined)
  assert.equal(parseUserFilter('  '), undefined)
})

test('refuses what it cannot read', () => {
  const texts = [
    'email',
    'email = al',
    'email = "al',
    'email > "al"',
    'email = "a" and name = "b"',
    '= "a"',
    'email ^ = "a"',
  ]
  for (const text of texts) refused(text, 'Error while parsing filter.')
})

test('refuses attributes that are not searchable', () => {
  refused('custom:foo = "x"', 'Invalid search attribute: custom:foo')
  refused('"birthdate" = "x"', 'Invalid search attribute: birthdate')
})

test('compares username and status letter by letter, everything else without regard to case', () => {
  const matches = (text: string) => {
    const filter = parseUserFilter(text)
    return filter !== undefined && matchesFilter(filter, alice)
  }
  assert.equal(matches('username = "Alice"'), true)
  assert.equal(matches('username = "alice"'), false)
  assert.equal(matches('username ^= "Al"'), true)
  assert.equal(matches('email = "alice@EXAMPLE.com"'), true)
  assert.equal(matches('email = "alice"'), false)
  assert.equal(matches('email ^= "alice"'), true)
  assert.equal(matches('cognito:user_status = "force_change_password"'), true)
  assert.equal(matches('status = "Enabled"'), true)
  assert.equal(matches('status = "enabled"'), false)
  assert.equal(matches('status = "Disabled"'), false)
  assert.equal(matches('sub ^= "F4D8"'), true)
  assert.equal(matches('given_name ^= ""'), false) // she has none
})

test('throws only ServiceError, whatever the text', () => {
  const pieces = fc.constantFrom('email', 'username', '"', '\\', '=', '^=', ' ', 'x', '\n', '😀')
  const texts = fc.oneof(
    fc.string({ maxLength: 256 }),
    fc.array(pieces, { maxLength: 40 }).map((it) => it.join('')),
  )
  fc.assert(
    fc.property(texts, (text) => {
      try {
        parseUserFilter(text)
      } catch (error) {
        assert.ok(error instanceof ServiceError)
      }
    }),
  )
})

test('reads back any value that was escaped', () => {
  fc.assert(
    fc.property(fc.string({ unit: ANY_CHARACTER }), (value) => {
      const escaped = value.replace(/["\\]/g, String.raw`\$&`)
      assert.equal(parseUserFilter(`name = "${escaped}"`)?.value, value)
    }),
  )
})
