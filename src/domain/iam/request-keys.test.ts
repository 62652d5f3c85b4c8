import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Caller, Role, User } from './principal.ts'
import { contextKeys, type RequestFacts } from './request-keys.ts'

const accountId = '123456789012'
const identity = { accountId, path: '/staff/', policies: [], tags: { Team: 'blue', Level: '1' } }
const alice: User = { ...identity, kind: 'user', name: 'alice', principalId: 'AIDAAAAAAAAAAAAAAAAAA' }
const admin: Role = { ...identity, kind: 'role', name: 'Admin', principalId: 'AROAAAAAAAAAAAAAAAAAA' }
const session = {
  name: 'ci',
  issuedAt: Date.parse('2026-01-02T03:00:00Z'),
  mfaAuthenticated: true,
  tags: { team: 'red' },
}

const callers = {
  user: { principal: alice },
  role: { principal: admin, session },
  federated: { principal: alice, session },
  temporary: { principal: alice, session: { issuedAt: session.issuedAt, mfaAuthenticated: false } },
  root: { principal: { kind: 'root', accountId } },
} satisfies Record<string, Caller>

function contextOf(caller: keyof typeof callers, more: Partial<RequestFacts> = {}) {
  return contextKeys({
    caller: callers[caller],
    resource: `arn:aws:cognito-idp:eu-west-1:${accountId}:userpool/eu-west-1_a`,
    now: Date.parse('2026-01-02T03:04:05.678Z'),
    region: 'eu-west-1',
    secureTransport: true,
    ...more,
  })
}

type Expected = string | readonly string[] | undefined

const principalKeys: [caller: keyof typeof callers, key: string, value: Expected][] = [
  ['user', 'aws:principaltype', 'User'],
  ['role', 'aws:principaltype', 'AssumedRole'],
  ['federated', 'aws:principaltype', 'FederatedUser'],
  ['temporary', 'aws:principaltype', 'User'],
  ['root', 'aws:principaltype', 'Account'],
  ['user', 'aws:principalarn', `arn:aws:iam::${accountId}:user/staff/alice`],
  ['role', 'aws:principalarn', `arn:aws:iam::${accountId}:role/staff/Admin`],
  ['federated', 'aws:principalarn', `arn:aws:sts::${accountId}:federated-user/ci`],
  ['root', 'aws:principalarn', `arn:aws:iam::${accountId}:root`],
  ['user', 'aws:userid', 'AIDAAAAAAAAAAAAAAAAAA'],
  ['role', 'aws:userid', 'AROAAAAAAAAAAAAAAAAAA:ci'],
  ['federated', 'aws:userid', `${accountId}:ci`],
  ['root', 'aws:userid', accountId],
  ['user', 'aws:username', 'alice'],
  ['temporary', 'aws:username', 'alice'],
  ['role', 'aws:username', undefined],
  ['federated', 'aws:username', undefined],
  ['root', 'aws:username', undefined],
  ['role', 'aws:principalaccount', accountId],
  ['user', 'aws:principaltag/team', 'blue'],
  ['role', 'aws:principaltag/team', 'red'],
  ['role', 'aws:principaltag/level', '1'],
  ['user', 'aws:principaltag/none', undefined],
  ['root', 'aws:principaltag/team', undefined],
  ['user', 'aws:tokenissuetime', undefined],
  ['role', 'aws:tokenissuetime', '2026-01-02T03:00:00Z'],
  ['user', 'aws:multifactorauthpresent', undefined],
  ['role', 'aws:multifactorauthpresent', 'true'],
  ['temporary', 'aws:multifactorauthpresent', 'false'],
]

for (const [caller, key, value] of principalKeys) {
  test(`${key} of a request by ${caller} is ${value ?? 'missing'}`, () => {
    assert.equal(contextOf(caller).get(key), value)
  })
}

const requestKeys: [key: string, facts: Partial<RequestFacts>, value: Expected][] = [
  ['aws:currenttime', {}, '2026-01-02T03:04:05Z'],
  ['aws:epochtime', {}, '1767323045'],
  ['aws:securetransport', {}, 'true'],
  ['aws:securetransport', { secureTransport: false }, 'false'],
  ['aws:requestedregion', {}, 'eu-west-1'],
  ['aws:viaawsservice', {}, 'false'],
  ['aws:sourceip', { sourceIp: '203.0.113.7' }, '203.0.113.7'],
  ['aws:sourceip', {}, undefined],
  ['aws:useragent', { userAgent: 'curl' }, 'curl'],
  ['aws:referer', { referer: 'https://example.com/' }, 'https://example.com/'],
  ['aws:resourcetag/team', { resourceTags: { TEAM: 'blue' } }, 'blue'],
  ['aws:resourcetag/a/b', { resourceTags: { 'a/b': 'c' } }, 'c'],
  ['aws:resourcetag/constructor', { resourceTags: {} }, undefined],
  ['aws:requesttag/team', { requestTags: { team: 'red' } }, 'red'],
  ['aws:requesttag/team', { resourceTags: { team: 'red' } }, undefined],
  ['aws:tagkeys', { requestTags: { a: '1', b: '2' } }, ['a', 'b']],
  ['aws:tagkeys', { tagKeys: ['c'] }, ['c']],
  ['aws:tagkeys', {}, undefined],
  ['aws:unheardof', {}, undefined],
]

for (const [key, facts, value] of requestKeys) {
  test(`${key} with ${JSON.stringify(facts)} is ${value ?? 'missing'}`, () => {
    assert.deepEqual(contextOf('user', facts).get(key), value)
  })
}
