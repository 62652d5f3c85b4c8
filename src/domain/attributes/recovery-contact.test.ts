import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AccountRecoverySetting } from '../user-pools/settings/user-pool-settings.ts'
import { recoveryContact } from './recovery-contact.ts'

const verified = new Map([
  ['email', 'alice@example.com'],
  ['email_verified', 'true'],
  ['phone_number', '+4912345'],
  ['phone_number_verified', 'true'],
])

const chosen = (accountRecoverySetting: AccountRecoverySetting, attributes = verified) =>
  recoveryContact({ accountRecoverySetting }, attributes)?.attribute

const both = {
  recoveryMechanisms: [
    { priority: 2, name: 'verified_phone_number' },
    { priority: 1, name: 'verified_email' },
  ],
} as const

test('chooses the mechanism of the lowest number, wherever it stands', () => {
  assert.equal(chosen(both), 'email')
})

test('passes over a contact that is absent or unverified', () => {
  assert.equal(chosen(both, new Map([...verified, ['email_verified', 'false']])), 'phone_number')
  assert.equal(chosen(both, new Map([...verified].slice(2))), 'phone_number')
  assert.equal(chosen(both, new Map([['email', 'alice@example.com']])), undefined)
})

test('takes a contact whose flag was set in another case', () => {
  assert.equal(chosen(both, new Map([...verified, ['email_verified', 'True']])), 'email')
})

test('prefers text messages in pools without mechanisms', () => {
  assert.equal(chosen({}), 'phone_number')
})

test('finds nothing where only administrators help', () => {
  assert.equal(chosen({ recoveryMechanisms: [{ priority: 1, name: 'admin_only' }] }), undefined)
})
