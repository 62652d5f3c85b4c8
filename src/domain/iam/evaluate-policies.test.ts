// biome-ignore-all lint/suspicious/noTemplateCurlyInString: policy variables are written so
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { evaluatePolicies, type PolicySet } from './evaluate-policies.ts'
import { parsePolicy } from './parse-policy.ts'
import type { AuthorizationRequest } from './policy.ts'

type Written = Record<string, unknown>

const pool = 'arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_Abc'
const allow = (Action: unknown, Resource: unknown = '*', more: Written = {}) => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...more,
})
const deny = (Action: unknown, Resource: unknown = '*', more: Written = {}) => ({
  ...allow(Action, Resource, more),
  Effect: 'Deny',
})
const policy = (...statements: Written[]) => parsePolicy({ Version: '2012-10-17', Statement: statements })
const set = (identity: Written[], more: { boundary?: Written[]; session?: Written[] } = {}): PolicySet => ({
  identity: [policy(...identity)],
  boundary: more.boundary && policy(...more.boundary),
  session: more.session && [policy(...more.session)],
})

function decide(
  policies: PolicySet,
  request: Partial<Omit<AuthorizationRequest, 'context'>> & { context?: object },
) {
  const { action = 'cognito-idp:ListUsers', resource = pool, context = {} } = request
  const decision = evaluatePolicies(policies, { action, resource, context: new Map(Object.entries(context)) })
  return decision.outcome === 'allowed' ? 'allowed' : `${decision.outcome} ${decision.kind}`
}

const listUsers = allow('cognito-idp:ListUsers')
const noListUsers = deny('cognito-idp:ListUsers')

const cases: [title: string, policies: PolicySet, request: Parameters<typeof decide>[1], decision: string][] =
  [
    ['denies without any policy', { identity: [] }, {}, 'implicitDeny identity'],
    ['denies what no statement names', set([allow('cognito-idp:GetUser')]), {}, 'implicitDeny identity'],
    ['allows what a statement allows', set([listUsers]), {}, 'allowed'],
    [
      'allows what one of many policies allows',
      { identity: [policy(allow('iam:*')), policy(listUsers)] },
      {},
      'allowed',
    ],
    ['lets a deny win over an allow', set([listUsers, noListUsers]), {}, 'explicitDeny identity'],
    [
      'lets a deny of another policy win',
      { identity: [policy(listUsers), policy(noListUsers)] },
      {},
      'explicitDeny identity',
    ],
    ['compares actions regardless of case', set([allow('COGNITO-IDP:listusers')]), {}, 'allowed'],
    ['knows * in actions', set([allow('cognito-idp:List*')]), {}, 'allowed'],
    ['knows ? in actions', set([allow('cognito-idp:ListUser?')]), {}, 'allowed'],
    [
      'takes ? for one character, not none',
      set([allow('cognito-idp:ListUsers?')]),
      {},
      'implicitDeny identity',
    ],
    ['knows every action', set([allow('*')]), {}, 'allowed'],
    ['knows every action of every service', set([allow('*:*')]), {}, 'allowed'],
    [
      'does not take another service for this one',
      set([allow('cognito-identity:*')]),
      {},
      'implicitDeny identity',
    ],
    ['matches a resource exactly', set([allow('*', pool)]), {}, 'allowed'],
    [
      'compares resources with case',
      set([allow('*', pool.toUpperCase().replace('ARN:AWS', 'arn:aws'))]),
      {},
      'implicitDeny identity',
    ],
    [
      'knows * in resources',
      set([allow('*', 'arn:aws:cognito-idp:*:123456789012:userpool/*')]),
      {},
      'allowed',
    ],
    ['knows ? in resources', set([allow('*', `${pool.slice(0, -1)}?`)]), {}, 'allowed'],
    ['lets a last * reach over colons', set([allow('*', 'arn:aws:cognito-idp:*')]), {}, 'allowed'],
    [
      'does not match a longer resource',
      set([allow('*', pool)]),
      { resource: `${pool}d` },
      'implicitDeny identity',
    ],
    [
      'allows one of several resources',
      set([allow('*', ['arn:aws:cognito-idp:eu-west-1:123456789012:userpool/other', pool])]),
      {},
      'allowed',
    ],
    [
      'does not allow all pools where one is allowed',
      set([allow('*', pool)]),
      {
        action: 'cognito-idp:CreateUserPool',
        resource: 'arn:aws:cognito-idp:eu-west-1:123456789012:userpool/*',
      },
      'implicitDeny identity',
    ],
    [
      'allows with NotAction all but the actions named',
      set([{ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }]),
      {},
      'allowed',
    ],
    [
      'does not allow with NotAction an action named',
      set([{ Effect: 'Allow', NotAction: ['iam:*', 'cognito-idp:*'], Resource: '*' }]),
      {},
      'implicitDeny identity',
    ],
    [
      'denies with NotAction all but the actions named',
      set([allow('*'), { Effect: 'Deny', NotAction: 'iam:*', Resource: '*' }]),
      {},
      'explicitDeny identity',
    ],
    [
      'denies with NotResource all but the resources named',
      set([allow('*'), { Effect: 'Deny', Action: '*', NotResource: pool }]),
      { resource: `${pool}d` },
      'explicitDeny identity',
    ],
    [
      'spares with NotResource the resources named',
      set([allow('*'), { Effect: 'Deny', Action: '*', NotResource: ['arn:aws:iam::1:role/a', pool] }]),
      {},
      'allowed',
    ],
    [
      'fills in a variable of a resource',
      set([allow('*', 'arn:aws:cognito-idp:*:*:userpool/${aws:PrincipalTag/pool}')]),
      { context: { 'aws:principaltag/pool': 'eu-west-1_Abc' } },
      'allowed',
    ],
    [
      'does not take a wildcard in a tag for a wildcard of the policy',
      set([allow('*', 'arn:aws:cognito-idp:*:*:userpool/${aws:PrincipalTag/pool}')]),
      { context: { 'aws:principaltag/pool': '*' } },
      'implicitDeny identity',
    ],
    [
      'matches no resource by a variable without a value',
      set([allow('*', 'arn:aws:cognito-idp:*:*:userpool/*${aws:PrincipalTag/pool}')]),
      {},
      'implicitDeny identity',
    ],
    [
      'does not allow all resources because the variable of a NotResource has no value',
      set([{ Effect: 'Allow', Action: '*', NotResource: 'arn:aws:s3:::${aws:username}' }]),
      {},
      'implicitDeny identity',
    ],
    [
      'still denies where the variable of a NotResource has no value',
      set([allow('*'), { Effect: 'Deny', Action: '*', NotResource: 'arn:aws:s3:::${aws:username}' }]),
      {},
      'explicitDeny identity',
    ],
    [
      'allows only under the condition',
      set([allow('*', '*', { Condition: { Bool: { 'aws:SecureTransport': 'true' } } })]),
      { context: { 'aws:securetransport': 'false' } },
      'implicitDeny identity',
    ],
    [
      'denies only under the condition',
      set([
        allow('*'),
        deny('*', '*', { Condition: { NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } }),
      ]),
      { context: { 'aws:sourceip': '203.0.113.9' } },
      'allowed',
    ],
    [
      'denies without multi-factor authentication, also where the key is missing',
      set([
        allow('*'),
        deny('*', '*', { Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } } }),
      ]),
      {},
      'explicitDeny identity',
    ],
    [
      'allows where the tags of principal and resource agree',
      set([
        allow('*', '*', {
          Condition: { StringEquals: { 'aws:ResourceTag/team': '${aws:PrincipalTag/team}' } },
        }),
      ]),
      { context: { 'aws:resourcetag/team': 'blue', 'aws:principaltag/team': 'blue' } },
      'allowed',
    ],
    [
      'needs the boundary to allow too',
      set([listUsers], { boundary: [allow('iam:*')] }),
      {},
      'implicitDeny boundary',
    ],
    [
      'does not let the boundary grant',
      set([allow('iam:*')], { boundary: [allow('*')] }),
      {},
      'implicitDeny identity',
    ],
    ['allows what identity and boundary allow', set([allow('*')], { boundary: [listUsers] }), {}, 'allowed'],
    [
      'denies what the boundary denies',
      set([allow('*')], { boundary: [allow('*'), noListUsers] }),
      {},
      'explicitDeny boundary',
    ],
    [
      'needs the session policy to allow too',
      set([allow('*')], { session: [allow('iam:*')] }),
      {},
      'implicitDeny session',
    ],
    [
      'does not let the session policy grant',
      set([allow('iam:*')], { session: [allow('*')] }),
      {},
      'implicitDeny identity',
    ],
    ['allows what identity and session allow', set([allow('*')], { session: [listUsers] }), {}, 'allowed'],
    [
      'denies what the session policy denies',
      set([allow('*')], { session: [noListUsers] }),
      {},
      'explicitDeny session',
    ],
    [
      'allows nothing with an empty list of session policies',
      { identity: [policy(allow('*'))], session: [] },
      {},
      'implicitDeny session',
    ],
    [
      'takes one session policy of several that allows',
      { identity: [policy(allow('*'))], session: [policy(allow('iam:*')), policy(listUsers)] },
      {},
      'allowed',
    ],
    [
      'names a deny of the session before a missing allow of the identity',
      set([allow('iam:*')], { session: [noListUsers] }),
      {},
      'explicitDeny session',
    ],
    [
      'needs identity, boundary and session to allow',
      set([allow('*')], { boundary: [allow('*')], session: [allow('cognito-idp:*')] }),
      {},
      'allowed',
    ],
  ]

for (const [title, policies, request, decision] of cases) {
  test(title, () => assert.equal(decide(policies, request), decision))
}

const actions = fc.constantFrom('cognito-idp:ListUsers', 'cognito-idp:List*', 'iam:PassRole', '*')
const resources = fc.constantFrom('*', pool, `${pool}d`, 'arn:aws:iam::1:role/*')
const conditions = fc.constantFrom<Written>(
  {},
  { StringEquals: { 'x:k': 'a' } },
  { StringNotEquals: { 'x:k': ['a', '${x:v}'] } },
  { Null: { 'x:k': 'true' } },
  { 'ForAllValues:StringLike': { 'x:k': 'a*' } },
)
const statements = fc
  .record({
    Effect: fc.constantFrom('Allow', 'Deny'),
    action: fc.tuple(fc.constantFrom('Action', 'NotAction'), actions),
    resource: fc.tuple(fc.constantFrom('Resource', 'NotResource'), resources),
    Condition: conditions,
  })
  .map(
    ({ Effect, action, resource, Condition }): Written => ({
      Effect,
      [action[0]]: action[1],
      [resource[0]]: resource[1],
      Condition,
    }),
  )
const documents = fc.array(statements, { minLength: 1, maxLength: 5 })
const requests = fc.record({
  action: fc.constantFrom('cognito-idp:ListUsers', 'cognito-idp:GetUser', 'iam:PassRole'),
  resource: fc.constantFrom(pool, `${pool}d`, 'arn:aws:iam::1:role/a'),
  context: fc.constantFrom({}, { 'x:k': 'a' }, { 'x:k': 'b', 'x:v': 'b' }, { 'x:k': ['a', 'b'] }),
})

test('an explicit deny always wins', () => {
  fc.assert(
    fc.property(documents, requests, fc.nat(5), (document, request, at) => {
      const denied = document.toSpliced(at, 0, deny('*'))
      assert.equal(decide(set(denied), request), 'explicitDeny identity')
      assert.equal(decide(set([allow('*')], { session: denied }), request), 'explicitDeny session')
      assert.equal(decide(set([allow('*')], { boundary: denied }), request), 'explicitDeny boundary')
    }),
  )
})

const isAllow = (written: Written) => written.Effect === 'Allow'

test('a further Allow never takes an allowance away', () => {
  fc.assert(
    fc.property(documents, statements.filter(isAllow), requests, (document, further, request) => {
      fc.pre(decide(set(document), request) === 'allowed')
      assert.equal(decide(set([...document, further]), request), 'allowed')
    }),
  )
})

test('a further Deny never adds an allowance', () => {
  fc.assert(
    fc.property(documents, statements, requests, (document, further, request) => {
      fc.pre(decide(set(document), request) !== 'allowed')
      assert.notEqual(decide(set([...document, { ...further, Effect: 'Deny' }]), request), 'allowed')
    }),
  )
})

test('a boundary or a session policy never adds an allowance', () => {
  fc.assert(
    fc.property(documents, documents, requests, (document, limit, request) => {
      fc.pre(decide(set(document), request) !== 'allowed')
      assert.notEqual(decide(set(document, { boundary: limit }), request), 'allowed')
      assert.notEqual(decide(set(document, { session: limit }), request), 'allowed')
    }),
  )
})

test('the order of statements does not matter', () => {
  const shuffled = documents.chain((document) =>
    fc.tuple(
      fc.constant(document),
      fc.shuffledSubarray(document, { minLength: document.length, maxLength: document.length }),
    ),
  )
  fc.assert(
    fc.property(shuffled, requests, ([document, reordered], request) => {
      assert.equal(decide(set(document), request), decide(set(reordered), request))
    }),
  )
})

test('a document cut into policies of one statement decides the same', () => {
  fc.assert(
    fc.property(documents, requests, (document, request) => {
      const cut = { identity: document.map((written) => policy(written)) }
      assert.equal(decide(cut, request), decide(set(document), request))
    }),
  )
})

test('nothing is allowed without an Allow', () => {
  fc.assert(
    fc.property(documents, requests, (document, request) => {
      const denials = document.filter((written) => !isAllow(written))
      fc.pre(denials.length > 0)
      assert.notEqual(decide(set(denials), request), 'allowed')
    }),
  )
})
