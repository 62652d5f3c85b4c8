import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { attributeClaims } from './attribute-claims.ts'

const claimsOf = (attributes: Readonly<Record<string, string>>) =>
  attributeClaims(new Map(Object.entries(attributes)))

describe('the claims of attributes', () => {
  test('are texts, those of custom attributes too', () => {
    const attributes = { given_name: 'Al', 'custom:level': '7', 'custom:vip': 'true' }
    assert.deepEqual(claimsOf(attributes), attributes)
  })

  test('give the time of the last update as a number, if it is one', () => {
    assert.deepEqual(claimsOf({ updated_at: '1790257791' }), { updated_at: 1790257791 })
    assert.deepEqual(claimsOf({ updated_at: 'today' }), { updated_at: 'today' })
  })

  test('are booleans for the two flags', () => {
    const claims = claimsOf({ email_verified: 'true', phone_number_verified: 'false' })
    assert.deepEqual(claims, { email_verified: true, phone_number_verified: false })
    assert.deepEqual(claimsOf({ email_verified: 'True' }), { email_verified: true })
  })

  test('give the address as an object', () => {
    assert.deepEqual(claimsOf({ address: 'Way 1' }), { address: { formatted: 'Way 1' } })
  })

  test('leave out what only developers see, and sub', () => {
    assert.deepEqual(claimsOf({ 'dev:custom:x': '1', sub: 'x' }), {})
  })

  test('list identities with texts for all their members', () => {
    const identity = { userId: '1', providerName: 'G', providerType: 'Google', issuer: null }
    const identities = JSON.stringify([{ ...identity, primary: true, dateCreated: 1658604803064 }])
    assert.deepEqual(claimsOf({ identities }), {
      identities: [{ ...identity, primary: 'true', dateCreated: '1658604803064' }],
    })
  })

  test('leave identities unchanged if an administrator wrote something else', () => {
    for (const identities of ['none', '{"a":1}', '7', '[null]']) {
      assert.deepEqual(claimsOf({ identities }), { identities })
    }
  })
})
