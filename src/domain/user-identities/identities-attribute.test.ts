import assert from 'node:assert/strict'
import { test } from 'node:test'
import { identitiesAttribute, parseIdentities } from './identities-attribute.ts'

const identity = {
  userPoolId: 'us-east-1_AAAAAAAAA',
  providerName: 'Okta',
  attributeName: 'Cognito_Subject',
  attributeValue: 'subject',
  sub: 'a sub',
  providerType: 'OIDC',
  primary: true,
  createdAt: 1_700_000_000_000,
} as const

const shown = {
  attributeValue: 'subject',
  providerName: 'Okta',
  providerType: 'OIDC',
  issuer: undefined,
  primary: true,
  createdAt: 1_700_000_000_000,
}

test('shows the members in the order of the service', () => {
  assert.equal(
    identitiesAttribute([identity]),
    '[{"userId":"subject","providerName":"Okta","providerType":"OIDC","issuer":null,"primary":true,"dateCreated":1700000000000}]',
  )
})

test('is read as it was written, and in the form of tokens', () => {
  assert.deepEqual(parseIdentities(identitiesAttribute([identity])), [shown])
  const ofToken =
    '[{"dateCreated":"1700000000000","userId":"subject","providerName":"Okta","providerType":"OIDC","issuer":null,"primary":"true"}]'
  assert.deepEqual(parseIdentities(ofToken), [shown])
  const saml = { ...identity, providerType: 'SAML', issuer: 'urn:idp', primary: false } as const
  const expected = { ...shown, providerType: 'SAML', issuer: 'urn:idp', primary: false }
  assert.deepEqual(parseIdentities(identitiesAttribute([saml])), [expected])
})

test('gives no identity where it has another form', () => {
  for (const text of [
    '',
    'x',
    '{}',
    'null',
    '[1]',
    '[null]',
    '[{}]',
    '[{"userId":"a","providerName":"b"}]',
  ]) {
    assert.deepEqual(parseIdentities(text), [], text)
  }
  const unknownType = identitiesAttribute([identity]).replace('"OIDC"', '"Twitter"')
  assert.deepEqual(parseIdentities(unknownType), [])
})

test('gives no more than a user may have', () => {
  const many = Array.from({ length: 10 }, (_, i) => ({ ...identity, attributeValue: `${i}` }))
  assert.equal(parseIdentities(identitiesAttribute(many)).length, 6)
})
