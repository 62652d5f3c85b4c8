// biome-ignore-all lint/suspicious/noTemplateCurlyInString: policy variables are written so
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parsePolicy } from '../parse-policy.ts'
import { CONDITION_OPERATORS } from './condition-operators.ts'

type Context = Record<string, string | readonly string[]>

/** Does a statement with the condition apply to a request that has these keys? */
function holds(
  Condition: unknown,
  context: Context,
  Effect: 'Allow' | 'Deny' = 'Allow',
  Version = '2012-10-17',
) {
  const policy = parsePolicy({ Version, Statement: { Effect, Action: '*', Resource: '*', Condition } })
  const request = {
    action: 'cognito-idp:ListUsers',
    resource: '*',
    context: new Map(Object.entries(context)),
  }
  return policy.statements[0]?.applies(request)
}

const roleArn = 'arn:aws:iam::123456789012:role/Admin'

/** One operator on the key x:k with these values; the value of x:k in the request, undefined if it has none. */
const cases: [operator: string, values: unknown, inRequest: string | string[] | undefined, holds: boolean][] =
  [
    ['StringEquals', 'a', 'a', true],
    ['StringEquals', 'a', 'A', false],
    ['StringEquals', ['b', 'a'], 'a', true],
    ['StringEquals', 'a*', 'ab', false],
    ['StringEquals', 'a*', 'a*', true],
    ['StringEquals', 'a', undefined, false],
    ['StringNotEquals', 'a', 'b', true],
    ['StringNotEquals', 'a', 'a', false],
    ['StringNotEquals', ['a', 'b'], 'b', false],
    ['StringNotEquals', 'a', undefined, true],
    ['StringEqualsIgnoreCase', 'Straße', 'STRAßE', true],
    ['StringEqualsIgnoreCase', 'a', 'b', false],
    ['StringNotEqualsIgnoreCase', 'a', 'A', false],
    ['StringNotEqualsIgnoreCase', 'a', undefined, true],
    ['StringLike', 'a*c?', 'abbcd', true],
    ['StringLike', 'a*c?', 'abbc', false],
    ['StringLike', 'A*', 'ab', false],
    ['StringLike', '*', '', true],
    ['StringLike', '*', undefined, false],
    ['StringNotLike', 'a*', 'ab', false],
    ['StringNotLike', 'a*', 'b', true],
    ['StringNotLike', 'a*', undefined, true],
    ['NumericEquals', '10', '10.0', true],
    ['NumericEquals', 10, '11', false],
    ['NumericEquals', '10', 'ten', false],
    ['NumericNotEquals', '10', '11', true],
    ['NumericNotEquals', '10', '10', false],
    ['NumericNotEquals', '10', undefined, true],
    ['NumericLessThan', '10', '9', true],
    ['NumericLessThan', '10', '10', false],
    ['NumericLessThanEquals', '10', '10', true],
    ['NumericGreaterThan', '-10', '9', true],
    ['NumericGreaterThan', '10', '10', false],
    ['NumericGreaterThanEquals', '10', '10', true],
    ['NumericGreaterThanEquals', '10', undefined, false],
    ['DateEquals', '2026-01-01T01:00:00+01:00', '2026-01-01T00:00:00Z', true],
    ['DateNotEquals', '2026-01-01', '2026-01-02', true],
    ['DateNotEquals', '2026-01-01', '2026-01-01T00:00:00Z', false],
    ['DateNotEquals', '2026-01-01', undefined, true],
    ['DateLessThan', '2026-01-01', '2025-12-31T23:59:59Z', true],
    ['DateLessThan', '2026-01-01', '2026-01-01T00:00:00Z', false],
    ['DateLessThanEquals', '2026-01-01', '1767225600', true],
    ['DateGreaterThan', '2026-01-01', '2026-01-01T00:00:01Z', true],
    ['DateGreaterThan', '2026-01-01', 'soon', false],
    ['DateGreaterThanEquals', 1767225600, '2026-01-01', true],
    ['Bool', 'true', 'true', true],
    ['Bool', true, 'false', false],
    ['Bool', 'false', 'false', true],
    ['Bool', 'False', 'false', true],
    ['Bool', 'false', undefined, false],
    ['BinaryEquals', 'QmluYXJ5', 'QmluYXJ5', true],
    ['BinaryEquals', 'QmluYXJ5', 'qMLUyxj5', false],
    ['IpAddress', ['203.0.113.0/24', '2001:db8::/32'], '2001:db8::7', true],
    ['IpAddress', '203.0.113.0/24', '198.51.100.1', false],
    ['IpAddress', '203.0.113.0/24', 'unknown', false],
    ['IpAddress', '203.0.113.0/24', undefined, false],
    ['NotIpAddress', ['203.0.113.0/24', '198.51.100.0/24'], '198.51.100.1', false],
    ['NotIpAddress', '203.0.113.0/24', '198.51.100.1', true],
    ['NotIpAddress', '203.0.113.0/24', undefined, true],
    ['ArnEquals', 'arn:aws:iam::*:role/*', roleArn, true],
    ['ArnLike', roleArn, roleArn, true],
    ['ArnLike', 'arn:aws:iam::*:role/ad*', roleArn, false],
    ['ArnLike', 'arn:aws:*:*:123456789012:*', roleArn, true],
    ['ArnLike', 'arn:aws:s*:*:*:role/Admin', 'arn:aws:s3:::role/Admin', true],
    ['ArnLike', 'arn:aws:i*:*:*:a', 'arn:aws:iam::1:2:3:a', false],
    ['ArnLike', 'arn:aws:sns:*:*:a:*', 'arn:aws:sns:r:1:a:b:c', true],
    ['ArnLike', 'arn:*:*:*:*:*', 'arn:aws:iam', false],
    ['ArnNotEquals', roleArn, roleArn, false],
    ['ArnNotLike', 'arn:aws:iam::*:user/*', roleArn, true],
    ['ArnNotLike', 'arn:aws:iam::*:user/*', undefined, true],
    ['Null', 'true', undefined, true],
    ['Null', 'true', 'a', false],
    ['Null', 'true', [], true],
    ['Null', 'false', undefined, false],
    ['Null', false, 'a', true],
    ['StringEqualsIfExists', 'a', undefined, true],
    ['StringEqualsIfExists', 'a', 'a', true],
    ['StringEqualsIfExists', 'a', 'b', false],
    ['StringNotEqualsIfExists', 'a', undefined, true],
    ['StringNotEqualsIfExists', 'a', 'a', false],
    ['BoolIfExists', 'false', undefined, true],
    ['NumericLessThanIfExists', '10', '11', false],
    ['IpAddressIfExists', '203.0.113.0/24', undefined, true],
    ['ForAllValues:StringEquals', ['a', 'b'], ['a', 'b'], true],
    ['ForAllValues:StringEquals', ['a', 'b'], ['a'], true],
    ['ForAllValues:StringEquals', ['a', 'b'], ['a', 'c'], false],
    ['ForAllValues:StringEquals', ['a', 'b'], undefined, true],
    ['ForAllValues:StringEquals', ['a', 'b'], [], true],
    ['ForAllValues:StringEquals', ['a', 'b'], '', true],
    ['ForAllValues:StringEqualsIfExists', 'a', undefined, true],
    ['ForAllValues:StringNotLike', 'a*', ['b', 'c'], true],
    ['ForAllValues:StringNotLike', 'a*', ['b', 'ab'], false],
    ['ForAllValues:StringNotLike', 'a*', undefined, true],
    ['ForAnyValue:StringEquals', ['a', 'b'], ['c', 'b'], true],
    ['ForAnyValue:StringEquals', ['a', 'b'], ['c'], false],
    ['ForAnyValue:StringEquals', ['a', 'b'], 'a', true],
    ['ForAnyValue:StringEquals', 'a', undefined, false],
    ['ForAnyValue:StringEquals', 'a', [], false],
    ['ForAnyValue:StringEqualsIfExists', 'a', undefined, false],
    ['ForAnyValue:StringNotEquals', 'a', ['a', 'b'], true],
    ['ForAnyValue:StringNotEquals', ['a', 'b'], ['a', 'b'], false],
    ['ForAnyValue:StringNotEquals', 'a', undefined, false],
    ['ForAnyValue:ArnLike', 'arn:aws:iam::*:role/*', ['x', roleArn], true],
    ['StringEquals', 'a', ['b', 'a'], true],
    ['StringNotEquals', 'a', ['b', 'a'], false],
  ]

for (const [operator, values, inRequest, expected] of cases) {
  const title = `${operator} ${JSON.stringify(values)} ${expected ? 'holds' : 'does not hold'} on ${
    inRequest === undefined ? 'a missing key' : JSON.stringify(inRequest)
  }`
  test(title, () => {
    const context: Context = inRequest === undefined ? {} : { 'x:k': inRequest }
    assert.equal(holds({ [operator]: { 'X:K': values } }, context), expected)
  })
}

const blocks: [title: string, condition: unknown, context: Context, holds: boolean][] = [
  ['no condition holds always', {}, {}, true],
  ['an operator without keys holds always', { StringEquals: {} }, {}, true],
  [
    'all keys of an operator must hold',
    { StringEquals: { 'x:a': '1', 'x:b': '2' } },
    { 'x:a': '1', 'x:b': '3' },
    false,
  ],
  [
    'all operators must hold',
    { StringEquals: { 'x:a': '1' }, Null: { 'x:b': 'true' } },
    { 'x:a': '1', 'x:b': '2' },
    false,
  ],
  [
    'keys and operators that all hold make the block hold',
    { StringEquals: { 'x:a': '1', 'x:b': '2' }, Null: { 'x:c': 'true' } },
    { 'x:a': '1', 'x:b': '2' },
    true,
  ],
]

for (const [title, condition, context, expected] of blocks) {
  test(title, () => assert.equal(holds(condition, context), expected))
}

const equalsVariable = (text: string) => ({ StringEquals: { 'x:k': text } })

/** What a value with a policy variable makes of a request in which x:k is given and x:v has the value. */
const variables: [title: string, condition: unknown, context: Context, holds: boolean][] = [
  [
    'a variable stands for the value of its key',
    equalsVariable('a-${x:v}-c'),
    { 'x:k': 'a-b-c', 'x:v': 'b' },
    true,
  ],
  ['a variable is found regardless of case', equalsVariable('${X:V}'), { 'x:k': 'b', 'x:v': 'b' }, true],
  ['a variable without a value matches nothing', equalsVariable('${x:v}'), { 'x:k': '${x:v}' }, false],
  [
    'a default stands in for a missing value',
    equalsVariable("${x:v, 'none yet'}"),
    { 'x:k': 'none yet' },
    true,
  ],
  ['a default gives way to a value', equalsVariable("${x:v,'d'}"), { 'x:k': 'd', 'x:v': 'b' }, false],
  ['an empty default is a default', equalsVariable("${x:v, ''}"), { 'x:k': '' }, true],
  [
    'a key with several values is no variable',
    equalsVariable('${x:v}'),
    { 'x:k': 'a', 'x:v': ['a', 'b'] },
    false,
  ],
  [
    'a key with a list of one value is none either',
    equalsVariable('${x:v}'),
    { 'x:k': 'a', 'x:v': ['a'] },
    false,
  ],
  [
    'a wildcard in a value is literal',
    { StringLike: { 'x:k': '${x:v}' } },
    { 'x:k': 'abc', 'x:v': '*' },
    false,
  ],
  [
    'a wildcard beside a variable is one',
    { StringLike: { 'x:k': '${x:v}*' } },
    { 'x:k': 'abc', 'x:v': 'a' },
    true,
  ],
  ['${*} is an asterisk', { StringLike: { 'x:k': 'a${*}' } }, { 'x:k': 'ab' }, false],
  ['${*} matches an asterisk', { StringLike: { 'x:k': 'a${*}' } }, { 'x:k': 'a*' }, true],
  ['${?} matches a question mark only', { StringLike: { 'x:k': 'a${?}' } }, { 'x:k': 'ab' }, false],
  ['${$} is a dollar sign', equalsVariable('${$}{x:v}'), { 'x:k': '${x:v}', 'x:v': 'b' }, true],
  ['a dollar sign alone is itself', equalsVariable('$x'), { 'x:k': '$x' }, true],
  [
    'a value is folded where case is ignored',
    { StringEqualsIgnoreCase: { 'x:k': '${x:v}' } },
    { 'x:k': 'aB', 'x:v': 'Ab' },
    true,
  ],
  [
    'a variable may stand for an ARN',
    { ArnEquals: { 'x:k': '${x:v}' } },
    { 'x:k': roleArn, 'x:v': roleArn },
    true,
  ],
  [
    'a variable may stand for a part of an ARN',
    { ArnLike: { 'x:k': 'arn:aws:iam::${x:v}:role/*' } },
    { 'x:k': roleArn, 'x:v': '123456789012' },
    true,
  ],
  [
    'an ARN without its variable matches nothing',
    { ArnLike: { 'x:k': '${x:v}' } },
    { 'x:k': roleArn },
    false,
  ],
]

for (const [title, condition, context, expected] of variables) {
  test(title, () => assert.equal(holds(condition, context), expected))
}

test('in the older language a variable is literal text', () => {
  assert.equal(holds(equalsVariable('${x:v}'), { 'x:k': 'b', 'x:v': 'b' }, 'Allow', '2008-10-17'), false)
  assert.equal(holds(equalsVariable('${x:v}'), { 'x:k': '${x:v}' }, 'Allow', '2008-10-17'), true)
})

test('a variable without a value under a negation neither widens an Allow nor narrows a Deny', () => {
  const condition = { StringNotEquals: { 'x:k': '${x:v}' } }
  assert.equal(holds(condition, { 'x:k': 'a' }, 'Allow'), false)
  assert.equal(holds(condition, { 'x:k': 'a' }, 'Deny'), true)
})

const values = fc.constantFrom('a', 'b', 'A', '')
const strings = fc.constantFrom('Equals', 'EqualsIgnoreCase', 'Like')

test('a negated operator holds exactly if the operator does not', () => {
  fc.assert(
    fc.property(
      strings,
      fc.array(values, { minLength: 1 }),
      fc.option(values, { nil: undefined }),
      (name, list, value) => {
        const context: Context = value === undefined ? {} : { 'x:k': value }
        const plain = holds({ [`String${name}`]: { 'x:k': list } }, context)
        assert.equal(holds({ [`StringNot${name}`]: { 'x:k': list } }, context), !plain)
      },
    ),
  )
})

test('ForAllValues of an operator holds exactly where ForAnyValue of its negation does not', () => {
  fc.assert(
    fc.property(strings, fc.array(values, { minLength: 1 }), fc.array(values), (name, list, present) => {
      const all = holds({ [`ForAllValues:String${name}`]: { 'x:k': list } }, { 'x:k': present })
      assert.equal(holds({ [`ForAnyValue:StringNot${name}`]: { 'x:k': list } }, { 'x:k': present }), !all)
    }),
  )
})

test('every operator has IfExists, ForAllValues and ForAnyValue', () => {
  const sample = { S: 'a', N: '1', D: '2026', B: 'true', I: '::1', A: roleArn }
  for (const name of CONDITION_OPERATORS.keys()) {
    const value = name === 'NotIpAddress' ? '::1' : sample[name.charAt(0) as keyof typeof sample]
    assert.equal(holds({ [`${name}IfExists`]: { 'x:k': value } }, {}), true, name)
    assert.equal(holds({ [`ForAllValues:${name}`]: { 'x:k': value } }, {}), true, name)
    assert.equal(holds({ [`ForAnyValue:${name}`]: { 'x:k': value } }, {}), false, name)
  }
})
