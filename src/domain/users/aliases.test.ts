import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aliasesOf, aliasesOfUser } from './aliases.ts'

const names = {
  aliasAttributes: ['email'],
  usernameAttributes: undefined,
  usernameConfiguration: undefined,
} as const

const verified = (flag: string) =>
  aliasesOf(
    names,
    new Map([
      ['email', 'alice@example.com'],
      ['email_verified', flag],
    ]),
  )

test('a contact is an alias once it is verified, in whatever case its flag was set', () => {
  for (const flag of ['true', 'True', 'TRUE']) {
    assert.deepEqual(verified(flag), [{ attribute: 'email', value: 'alice@example.com' }], flag)
  }
  for (const flag of ['false', 'False', '']) assert.deepEqual(verified(flag), [], flag)
})

test('a preferred username is an alias unless it could be the address or number of another user', () => {
  const aliases = (...aliasAttributes: ('email' | 'phone_number' | 'preferred_username')[]) => {
    return (value: string) => {
      const found = aliasesOf({ ...names, aliasAttributes }, new Map([['preferred_username', value]]))
      return found.map(({ attribute }) => attribute)
    }
  }
  const withBoth = aliases('email', 'phone_number', 'preferred_username')
  assert.deepEqual(withBoth('ally'), ['preferred_username'])
  for (const value of ['boss@example.com', '+15555550100']) {
    assert.deepEqual(withBoth(value), [], value)
    assert.deepEqual(aliases('preferred_username')(value), ['preferred_username'], value)
  }
})

test('the address of a user whose username is not the sub is no name where users of the pool sign in by theirs', () => {
  const attributes = new Map([
    ['email', 'alice@example.com'],
    ['email_verified', 'true'],
  ])
  const alias = [{ attribute: 'email', value: 'alice@example.com' }]
  const byEmail = {
    aliasAttributes: undefined,
    usernameAttributes: ['email'],
    usernameConfiguration: undefined,
  } as const
  assert.deepEqual(aliasesOfUser(byEmail, { attributes, sub: 's', username: 's' }), alias)
  assert.deepEqual(aliasesOfUser(byEmail, { attributes, sub: 's', username: 'Google_1' }), [])
  assert.deepEqual(aliasesOfUser(names, { attributes, sub: 's', username: 'Google_1' }), alias)
})
