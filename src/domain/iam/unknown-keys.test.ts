// biome-ignore-all lint/suspicious/noTemplateCurlyInString: policy variables are written so
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parsePolicy } from './parse-policy.ts'
import { unknownKeys } from './unknown-keys.ts'

const POOLS = ['cognito-idp:*']
const ROLES = ['iam:PassRole']

function toldOf(Effect: 'Allow' | 'Deny', Action: readonly string[], Condition: object, Resource = '*') {
  const Statement = [
    { Effect: 'Allow', Action: '*', Resource: '*' },
    { Effect, Action, Resource, Condition },
  ]
  return unknownKeys(parsePolicy({ Version: '2012-10-17', Statement }))
}

const passedTo = { 'iam:PassedToService': 'ec2.amazonaws.com' }
const tagged = { 'aws:ResourceTag/team': 'blue' }

test('a Deny on a key that no request has never applies, and is reported', () => {
  assert.deepEqual(toldOf('Deny', ROLES, { StringEquals: passedTo }), [
    "Statement[1].Condition.StringEquals['iam:PassedToService'] reads a key that no request has, " +
      'so this Deny never applies.',
  ])
})

test('a negated condition, one with IfExists, and one that demands absence always hold', () => {
  for (const [operator, condition] of [
    ['StringNotEquals', passedTo],
    ['StringEqualsIfExists', passedTo],
    ['ForAllValues:StringEquals', passedTo],
    ['Null', { 'iam:PassedToService': 'true' }],
  ] as const) {
    const [told, ...others] = toldOf('Deny', ROLES, { [operator]: condition })
    assert.match(told ?? '', /reads a key that no request has, so this condition always holds\.$/, operator)
    assert.deepEqual(others, [])
  }
})

test('such an Allow is reported too', () => {
  const [told] = toldOf('Allow', POOLS, { StringEquals: { 'aws:SourceVpce': 'vpce-1' } })
  assert.match(told ?? '', /so this Allow never applies\.$/)
})

test('tags of roles are not known: a Deny of iam:PassRole by them never applies', () => {
  for (const condition of [tagged, { 'aws:RequestTag/team': 'blue' }, { 'aws:TagKeys': 'team' }]) {
    for (const actions of [ROLES, ['iam:Pass*', ...POOLS]]) {
      const [told, ...others] = toldOf('Deny', actions, { StringEquals: condition })
      assert.match(
        told ?? '',
        /reads tags, of which none are known for iam:PassRole: there this Deny never applies\.$/,
      )
      assert.deepEqual(others, [])
    }
  }
})

test('a policy variable without a value is reported', () => {
  const arn = 'arn:aws:cognito-idp:*:*:userpool/${iam:PassedToService}'
  assert.deepEqual(toldOf('Deny', POOLS, {}, arn), [
    'Statement[1] has the policy variable ${iam:passedtoservice}, for which no request has a value.',
  ])
  const [told] = toldOf('Deny', POOLS, { StringEquals: { 'aws:username': '${aws:SourceVpc}' } })
  assert.match(told ?? '', /variable \$\{aws:sourcevpc\}/)
})

test('keys that requests have are not reported', () => {
  const known = { 'aws:SourceIp': '192.0.2.1', 'aws:PrincipalTag/Team': 'blue', 'aws:ResourceAccount': '1' }
  for (const actions of [POOLS, ROLES, ['*']]) {
    assert.deepEqual(toldOf('Deny', actions, { StringEquals: known }), [])
  }
  for (const actions of [POOLS, ['*']])
    assert.deepEqual(toldOf('Deny', actions, { StringEquals: tagged }), [])
  const variable = { 'aws:username': '${aws:PrincipalTag/owner}' }
  assert.deepEqual(toldOf('Deny', POOLS, { StringEquals: variable }), [])
})
