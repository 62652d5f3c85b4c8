import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aliasesOf } from './aliases.ts'

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
