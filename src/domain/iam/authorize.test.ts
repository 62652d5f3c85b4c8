import assert from 'node:assert/strict'
import { test } from 'node:test'
import { authorize, needsResourceTags } from './authorize.ts'
import { parsePolicy } from './parse-policy.ts'
import type { AttachedPolicy, Caller, Role, User } from './principal.ts'

const accountId = '123456789012'
const pool = `arn:aws:cognito-idp:us-east-1:${accountId}:userpool/us-east-1_Abc`
const everyPool = `arn:aws:cognito-idp:us-east-1:${accountId}:userpool/*`
const roleToPass = `arn:aws:iam::${accountId}:role/groups`

function attached(Effect: 'Allow' | 'Deny', Action: string, Condition: object = {}): AttachedPolicy {
  const Statement = { Effect, Action, Resource: '*', Condition }
  return { name: `${Effect} ${Action}`, policy: parsePolicy({ Version: '2012-10-17', Statement }) }
}

const anything = attached('Allow', '*')
const nothingOfThis = attached('Allow', 's3:*')
const identity = { accountId, path: '/', tags: {}, policies: [anything] }
const alice: User = { ...identity, kind: 'user', name: 'alice', principalId: 'AIDAAAAAAAAAAAAAAAAAA' }
const admin: Role = { ...identity, kind: 'role', name: 'Admin', principalId: 'AROAAAAAAAAAAAAAAAAAA' }
const session = { name: 'ci', issuedAt: 0, mfaAuthenticated: false }

const denials: [title: string, caller: Caller, action: string, resource: string, message: string][] = [
  [
    'a user whom no policy allows it',
    { principal: { ...alice, policies: [nothingOfThis] } },
    'cognito-idp:AddCustomAttributes',
    pool,
    `User: arn:aws:iam::${accountId}:user/alice is not authorized to perform: cognito-idp:AddCustomAttributes on resource: ${pool} because no identity-based policy allows the cognito-idp:AddCustomAttributes action`,
  ],
  [
    'a user whom a policy denies it',
    { principal: { ...alice, path: '/staff/', policies: [anything, attached('Deny', 'cognito-idp:*')] } },
    'cognito-idp:ListUsers',
    pool,
    `User: arn:aws:iam::${accountId}:user/staff/alice is not authorized to perform: cognito-idp:ListUsers on resource: ${pool} with an explicit deny in an identity-based policy`,
  ],
  [
    'a federated user whose session policy does not allow it',
    { principal: alice, session: { ...session, policies: [nothingOfThis] } },
    'cognito-idp:CreateUserPool',
    everyPool,
    `User: arn:aws:sts::${accountId}:federated-user/ci is not authorized to perform: cognito-idp:CreateUserPool on resource: ${everyPool} because no session policy allows the cognito-idp:CreateUserPool action`,
  ],
  [
    'a role whose session policy denies passing a role',
    { principal: admin, session: { ...session, policies: [anything, attached('Deny', 'iam:PassRole')] } },
    'iam:PassRole',
    roleToPass,
    `User: arn:aws:sts::${accountId}:assumed-role/Admin/ci is not authorized to perform: iam:PassRole on resource: ${roleToPass} with an explicit deny in a session policy`,
  ],
  [
    'a user whose boundary does not allow it',
    { principal: { ...alice, boundary: nothingOfThis } },
    'cognito-idp:ListUsers',
    pool,
    `User: arn:aws:iam::${accountId}:user/alice is not authorized to perform: cognito-idp:ListUsers on resource: ${pool} because no permissions boundary allows the cognito-idp:ListUsers action`,
  ],
  [
    'a user whose boundary denies it',
    { principal: { ...alice, boundary: attached('Deny', '*') } },
    'cognito-idp:ListUsers',
    pool,
    `User: arn:aws:iam::${accountId}:user/alice is not authorized to perform: cognito-idp:ListUsers on resource: ${pool} with an explicit deny in a permissions boundary`,
  ],
]

for (const [title, caller, action, resource, message] of denials) {
  test(`denies ${title}, in the words of the service`, () => {
    assert.throws(() => authorize(caller, { action, resource, context: new Map() }), {
      name: 'AccessDeniedException',
      message,
    })
  })
}

const allowed: [title: string, caller: Caller][] = [
  ['a user with a policy for it', { principal: alice }],
  ['a session of a role without session policies', { principal: admin, session }],
  ['the root of the account', { principal: { kind: 'root', accountId } }],
]

for (const [title, caller] of allowed) {
  test(`allows ${title}`, () => {
    authorize(caller, { action: 'cognito-idp:ListUsers', resource: pool, context: new Map() })
  })
}

test('needs the tags of the resource only where a policy of the caller reads them', () => {
  const reader = attached('Allow', '*', { StringEquals: { 'AWS:resourceTag/team': 'blue' } })
  assert.equal(needsResourceTags({ principal: alice }), false)
  assert.equal(needsResourceTags({ principal: { ...alice, policies: [anything, reader] } }), true)
  assert.equal(needsResourceTags({ principal: { ...alice, boundary: reader } }), true)
  assert.equal(needsResourceTags({ principal: admin, session: { ...session, policies: [reader] } }), true)
  assert.equal(needsResourceTags({ principal: { kind: 'root', accountId } }), false)
})
