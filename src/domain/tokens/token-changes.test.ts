import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { inHashSetOrder } from '../../kernel/hash-order.ts'
import { changedAccessClaims, changedIdClaims, NO_CHANGES, type TokenChanges } from './token-changes.ts'

const ACCESS = { sub: 's', client_id: 'client', scope: 'openid email', token_use: 'access' }

const changes = (members: Partial<TokenChanges>): TokenChanges => ({ ...NO_CHANGES, ...members })
const claims = (set: Record<string, unknown>, removed: string[] = []) => ({
  set: new Map(Object.entries(set)),
  removed: new Set(removed),
})

describe('changes of claims', () => {
  test('leave claims alone if there are none', () => {
    assert.deepEqual(changedAccessClaims(ACCESS, NO_CHANGES), ACCESS)
    assert.deepEqual(changedIdClaims({ sub: 's' }, NO_CHANGES), { sub: 's' })
  })

  test('add each scope once, in the order of the service', () => {
    const scopes = { added: ['email', 'a/b', 'a/b', 'c'], removed: new Set(['openid', 'c']) }
    assert.equal(
      changedAccessClaims(ACCESS, changes({ scopes })).scope,
      inHashSetOrder(['email', 'a/b']).join(' '),
    )
  })

  test('give no scopes to a token without that claim', () => {
    const scopes = { added: ['a'], removed: new Set<string>() }
    assert.equal(changedAccessClaims({ client_id: 'client' }, changes({ scopes })).scope, undefined)
    assert.equal(changedAccessClaims({ client_id: 'client', scope: '' }, changes({ scopes })).scope, 'a')
  })

  test('take names as they are, whatever they are in JavaScript', () => {
    const set = JSON.parse('{"__proto__": "x", "constructor": "y"}')
    const changed = changedIdClaims({ sub: 's' }, changes({ idToken: claims(set) }))
    assert.equal(JSON.stringify(changed), '{"sub":"s","__proto__":"x","constructor":"y"}')
  })

  test('never name another audience than the client, and none in an ID token', () => {
    const audience = (aud: unknown) => changes({ accessToken: claims({ aud }), idToken: claims({ aud }) })
    assert.equal(changedAccessClaims(ACCESS, audience('client')).aud, 'client')
    assert.equal(changedAccessClaims(ACCESS, audience(['client'])).aud, undefined)
    assert.equal(
      changedAccessClaims({ ...ACCESS, aud: 'https://api' }, audience('client')).aud,
      'https://api',
    )
    assert.equal(changedIdClaims({ aud: 'client' }, audience('other')).aud, 'client')
  })
})
