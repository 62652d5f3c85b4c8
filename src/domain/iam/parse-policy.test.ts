// biome-ignore-all lint/suspicious/noTemplateCurlyInString: policy variables are written so
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { MalformedPolicy } from './language/malformed-policy.ts'
import { parsePolicy } from './parse-policy.ts'
import { policiesMention } from './policy.ts'
import { policyCache } from './policy-cache.ts'

const statement = { Effect: 'Allow', Action: 'cognito-idp:ListUsers', Resource: '*' }
const without = (name: keyof typeof statement) => ({ ...statement, [name]: undefined })
const one = (changes: object) => ({ Version: '2012-10-17', Statement: { ...statement, ...changes } })
const conditioned = (Condition: unknown) => one({ Condition })

const refused: [title: string, document: unknown, path: string, reason: RegExp][] = [
  ['text that is no JSON', '{', '', /not valid JSON/],
  ['a document that is no object', [], '', /must be an object/],
  ['null', 'null', '', /must be an object/],
  ['undefined', undefined, '', /must be an object/],
  ['an unknown version', { ...one({}), Version: '2020-01-01' }, 'Version', /must be "2012-10-17"/],
  ['an Id that is no text', { ...one({}), Id: 7 }, 'Id', /must be a string/],
  ['an unknown member', { ...one({}), Statements: [] }, 'Statements', /not an element/],
  ['no Statement', { Version: '2012-10-17' }, '', /must have a Statement/],
  ['an empty list of statements', { Statement: [] }, 'Statement', /empty list/],
  ['a statement that is no object', { Statement: ['Allow'] }, 'Statement[0]', /must be an object/],
  ['an unknown member of a statement', one({ Actions: '*' }), 'Statement.Actions', /not an element/],
  ['a member in another case', one({ sid: 'a' }), 'Statement.sid', /not an element/],
  ['a Principal', one({ Principal: '*' }), 'Statement.Principal', /policy of an identity/],
  ['a NotPrincipal', one({ NotPrincipal: '*' }), 'Statement.NotPrincipal', /policy of an identity/],
  ['no Effect', { Statement: without('Effect') }, 'Statement.Effect', /"Allow" or "Deny"/],
  ['an Effect in lower case', one({ Effect: 'allow' }), 'Statement.Effect', /"Allow" or "Deny"/],
  ['a Sid with a space', one({ Sid: 'a b' }), 'Statement.Sid', /letters and digits/],
  ['a Sid that is null', one({ Sid: null }), 'Statement.Sid', /must be a string/],
  [
    'a Sid used twice',
    {
      Statement: [
        { ...statement, Sid: 'a' },
        { ...statement, Sid: 'a' },
      ],
    },
    'Statement[1].Sid',
    /repeats the Sid/,
  ],
  ['no Action', { Statement: without('Action') }, 'Statement', /either Action or NotAction/],
  ['Action beside NotAction', one({ NotAction: 'iam:*' }), 'Statement', /either Action or NotAction/],
  ['no Resource', { Statement: without('Resource') }, 'Statement', /either Resource or NotResource/],
  ['Resource beside NotResource', one({ NotResource: '*' }), 'Statement', /either Resource or NotResource/],
  ['an empty list of actions', one({ Action: [] }), 'Statement.Action', /empty list/],
  ['an action that is no text', one({ Action: ['*', 1] }), 'Statement.Action[1]', /must be a string/],
  [
    'an action without a service',
    one({ Action: ['*', 'ListUsers'] }),
    'Statement.Action[1]',
    /service:Action/,
  ],
  [
    'an action with a wildcard in its service',
    one({ Action: 'cognito-*:ListUsers' }),
    'Statement.Action',
    /in full/,
  ],
  ['an action with a space', one({ Action: 'iam: PassRole' }), 'Statement.Action', /service:Action/],
  [
    'a resource that is no ARN',
    one({ Resource: ['userpool/x'] }),
    'Statement.Resource[0]',
    /neither "\*" nor an ARN/,
  ],
  ['an empty resource', one({ Resource: '' }), 'Statement.Resource', /neither "\*" nor an ARN/],
  ['a resource of five parts', one({ Resource: 'arn:aws:iam::1' }), 'Statement.Resource', /fewer than six/],
  ['a resource of any service', one({ Resource: 'arn:aws:*:::x' }), 'Statement.Resource', /service in full/],
  [
    'a resource without a service',
    one({ Resource: 'arn:aws::::x' }),
    'Statement.Resource',
    /service in full/,
  ],
  [
    'a variable without an end',
    one({ Resource: 'arn:aws:s3:::${aws:username' }),
    'Statement.Resource',
    /closing brace/,
  ],
  [
    'a variable without a prefix',
    one({ Resource: 'arn:aws:s3:::${username}' }),
    'Statement.Resource',
    /variable/,
  ],
  [
    'a default without quotes',
    one({ Resource: 'arn:aws:s3:::${aws:username, x}' }),
    'Statement.Resource',
    /malformed policy variable/,
  ],
  ['a condition that is a list', conditioned([]), 'Statement.Condition', /must be an object/],
  ['a condition that is null', conditioned(null), 'Statement.Condition', /must be an object/],
  [
    'an unknown operator',
    conditioned({ StringMatches: { 'aws:username': 'a' } }),
    'Statement.Condition.StringMatches',
    /not a condition operator/,
  ],
  [
    'an operator named like a member of every object',
    conditioned({ constructor: { 'aws:username': 'a' } }),
    'Statement.Condition.constructor',
    /not a condition operator/,
  ],
  [
    'NullIfExists',
    conditioned({ NullIfExists: { 'aws:username': 'true' } }),
    'Statement.Condition.NullIfExists',
    /not a condition operator/,
  ],
  [
    'an unknown set prefix',
    conditioned({ 'ForNoValue:StringEquals': { 'aws:username': 'a' } }),
    'Statement.Condition.ForNoValue:StringEquals',
    /not a condition operator/,
  ],
  [
    'a key without a prefix',
    conditioned({ StringEquals: { username: 'a' } }),
    "Statement.Condition.StringEquals['username']",
    /not a condition key/,
  ],
  [
    'a key twice in different case',
    conditioned({ StringEquals: { 'aws:username': 'a', 'aws:UserName': 'b' } }),
    "Statement.Condition.StringEquals['aws:UserName']",
    /repeats a key/,
  ],
  [
    'an empty list of values',
    conditioned({ StringEquals: { 'aws:username': [] } }),
    "Statement.Condition.StringEquals['aws:username']",
    /empty list/,
  ],
  [
    'a value that is an object',
    conditioned({ StringEquals: { 'aws:username': ['a', {}] } }),
    "Statement.Condition.StringEquals['aws:username'][1]",
    /string, a number or a boolean/,
  ],
  [
    'a number that is none',
    conditioned({ NumericEquals: { 'aws:EpochTime': ['1', 'ten'] } }),
    "Statement.Condition.NumericEquals['aws:EpochTime'][1]",
    /decimal number/,
  ],
  [
    'a variable where a number must be',
    conditioned({ NumericEquals: { 'aws:EpochTime': '${aws:EpochTime}' } }),
    "Statement.Condition.NumericEquals['aws:EpochTime']",
    /decimal number/,
  ],
  [
    'a date that is none',
    conditioned({ DateLessThan: { 'aws:CurrentTime': 'tomorrow' } }),
    "Statement.Condition.DateLessThan['aws:CurrentTime']",
    /a date/,
  ],
  [
    'a boolean that is none',
    conditioned({ Bool: { 'aws:SecureTransport': 'yes' } }),
    "Statement.Condition.Bool['aws:SecureTransport']",
    /"true" or "false"/,
  ],
  [
    'a Null that is neither true nor false',
    conditioned({ Null: { 'aws:username': 'maybe' } }),
    "Statement.Condition.Null['aws:username']",
    /"true" or "false"/,
  ],
  [
    'bytes that are not Base64',
    conditioned({ BinaryEquals: { 'x:key': '*' } }),
    "Statement.Condition.BinaryEquals['x:key']",
    /Base64/,
  ],
  [
    'an address that is none',
    conditioned({ IpAddress: { 'aws:SourceIp': '203.0.113.0/40' } }),
    "Statement.Condition.IpAddress['aws:SourceIp']",
    /CIDR/,
  ],
  [
    'an ARN condition on what is no ARN',
    conditioned({ ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*' } }),
    "Statement.Condition.ArnLike['aws:PrincipalArn']",
    /six parts/,
  ],
  ['a member written twice', '{"Statement":{"Effect":"Deny","Effect":"Allow"}}', '', /"Effect" twice/],
  [
    'more than 6144 characters',
    one({ Action: Array<string>(300).fill('cognito-idp:AdminGetUser') }),
    '',
    /longer than 6144/,
  ],
  ['endless white space', `${' '.repeat(131_073)}{}`, '', /longer than 6144/],
]

for (const [title, document, path, reason] of refused) {
  test(`refuses ${title}`, () => {
    assert.throws(
      () => parsePolicy(document),
      (error) => error instanceof MalformedPolicy && error.path === path && reason.test(error.message),
    )
  })
}

test('names the path before the reason', () => {
  assert.throws(() => parsePolicy(one({ Effect: 'Maybe' })), {
    name: 'MalformedPolicy',
    message: 'Statement.Effect must be "Allow" or "Deny".',
  })
})

const accepted: [title: string, document: unknown][] = [
  ['a statement alone', one({})],
  ['a list of statements', { Statement: [statement, { ...statement, Sid: 'second' }] }],
  ['an Id', { ...one({}), Id: 'any' }],
  [
    'empty Sids',
    {
      Statement: [
        { ...statement, Sid: '' },
        { ...statement, Sid: '' },
      ],
    },
  ],
  ['a resource that ends early in a wildcard', one({ Resource: 'arn:aws:cognito-idp:*' })],
  ['any partition', one({ Resource: 'arn:*:iam::*:role/*' })],
  ['a colon inside a variable', one({ Resource: "arn:aws:s3:::a/${aws:PrincipalTag/team, 'a}b'}" })],
  ['every action of every service', one({ Action: '*:*' })],
  ['a condition without operators', conditioned({})],
  ['numbers and booleans', conditioned({ NumericEquals: { 'x:n': 1.5 }, Bool: { 'x:b': true } })],
  ['a tag key with a space', conditioned({ StringEquals: { 'aws:PrincipalTag/cost centre': 'a' } })],
  ['much white space around little text', `${JSON.stringify(one({}))}${'\n'.repeat(10_000)}`],
]

for (const [title, document] of accepted) {
  test(`accepts ${title}`, () => assert.ok(parsePolicy(document).statements.length > 0))
}

test('assumes the older language if the version is left out', () => {
  assert.equal(parsePolicy({ Statement: statement }).version, '2008-10-17')
})

test('knows the condition keys that it reads in conditions and variables', () => {
  const policy = parsePolicy({
    Version: '2012-10-17',
    Statement: {
      ...statement,
      Resource: 'arn:aws:s3:::${aws:UserName}',
      Condition: { StringEquals: { 'aws:ResourceTag/Team': '${aws:PrincipalTag/Team}' } },
    },
  })
  assert.deepEqual([...policy.keys].sort(), ['aws:principaltag/team', 'aws:resourcetag/team', 'aws:username'])
  assert.equal(policiesMention([policy], 'aws:ResourceTag/'), true)
  assert.equal(policiesMention([policy], 'aws:username'), true)
  assert.equal(policiesMention([policy], 'aws:user'), false)
  assert.equal(policiesMention([policy], 'aws:RequestTag/'), false)
})

test('answers any JSON with a policy or with MalformedPolicy', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json(), fc.anything()), (document) => {
      try {
        parsePolicy(document)
      } catch (error) {
        assert.ok(error instanceof MalformedPolicy, String(error))
      }
    }),
  )
})

test('the cache compiles a text once while it is in use, and forgets the one used longest ago', () => {
  const compile = policyCache(2)
  const [a = '', b = '', c = ''] = ['a', 'b', 'c'].map((Sid) => JSON.stringify(one({ Sid })))
  const first = compile(a)
  compile(b)
  assert.equal(compile(a), first)
  compile(c)
  assert.equal(compile(a), first)
  compile(b)
  compile(c)
  assert.notEqual(compile(a), first)
})
