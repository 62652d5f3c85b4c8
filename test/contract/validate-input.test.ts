import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decodeInput } from '../../src/contract/decode-input.ts'
import type { OperationName } from '../../src/contract/generated/types.ts'
import { ServiceError } from '../../src/contract/service-error.ts'
import { validateInput } from '../../src/contract/validate-input.ts'

const POOL = 'us-east-1_AbC012xyZ'
const ARN =
  'arn:[\\w+=/,.@-]+:[\\w+=/,.@-]+:([\\w+=/,.@-]*)?:[0-9]+:[\\w+=/,.@-]+(:[\\w+=/,.@-]+)?(:[\\w+=/,.@-]+)?'
const NAME = '[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+'
const REQUEST_ID = '0a1b2c3d-4e5f-4a6b-8c7d-0123456789ab'

function messageOf(operation: OperationName, input: object): string {
  try {
    validateInput(operation, decodeInput(operation, JSON.stringify(input)), REQUEST_ID)
  } catch (error) {
    assert.ok(error instanceof ServiceError)
    assert.equal(error.name, 'InvalidParameterException')
    return error.message
  }
  return 'accepted'
}

function one(place: string, constraint: string): string {
  return `1 validation error detected: Value ${place} failed to satisfy constraint: ${constraint}`
}

test('recorded: a negative precedence', () => {
  const message = messageOf('CreateGroup', { UserPoolId: POOL, GroupName: 'g', Precedence: -1 })
  assert.equal(message, one("'-1' at 'precedence'", 'Member must have value greater than or equal to 0'))
})

test('recorded: an empty role breaks length, then pattern', () => {
  const message = messageOf('UpdateGroup', { UserPoolId: POOL, GroupName: 'g', RoleArn: '' })
  assert.equal(
    message,
    "2 validation errors detected: Value '' at 'roleArn' failed to satisfy constraint: Member must have length " +
      "greater than or equal to 20; Value '' at 'roleArn' failed to satisfy constraint: Member must satisfy " +
      `regular expression pattern: ${ARN}`,
  )
})

test('recorded: the group lists refuse a limit of 0 under an internal name', () => {
  const text = one("'0' at 'maxResults'", 'Member must have value greater than or equal to 1')
  assert.equal(messageOf('ListGroups', { UserPoolId: POOL, Limit: 0 }), text)
  assert.equal(messageOf('AdminListGroupsForUser', { UserPoolId: POOL, Username: 'u', Limit: 0 }), text)
  assert.equal(
    messageOf('ListUsersInGroup', { UserPoolId: POOL, GroupName: 'g', Limit: 0 }),
    `com.amazonaws.services.identitystoreservice.model.ValidationException: ${text} (Service: ` +
      `AWSIdentityStoreService; Status Code: 400; Error Code: ValidationException; Request ID: ${REQUEST_ID}; Proxy: null)`,
  )
  assert.equal(messageOf('ListUsersInGroup', { UserPoolId: POOL, GroupName: 'g', Limit: 1 }), 'accepted')
})

test('recorded: a password of five characters reaches the policy', () => {
  assert.equal(messageOf('SignUp', { ClientId: 'c', Username: 'u', Password: 'short' }), 'accepted')
  assert.equal(messageOf('SignUp', { ClientId: 'c', Username: 'u', Password: 'two words' }), 'accepted')
})

test('a member without value: null is shown, except for secrets', () => {
  assert.equal(messageOf('DescribeUserPool', {}), one("null at 'userPoolId'", 'Member must not be null'))
  assert.equal(
    messageOf('AdminGetUser', { UserPoolId: POOL, Username: null }),
    one("at 'username'", 'Member must not be null'),
  )
})

test('values of passwords, user names, attributes and tokens are hidden, those of client ids shown', () => {
  const message = messageOf('SignUp', {
    ClientId: 'a b',
    Username: ' eve',
    Password: ' secret',
    UserAttributes: [{ Name: 'email', Value: 'secret'.repeat(400) }],
  })
  assert.equal(
    message,
    "4 validation errors detected: Value 'a b' at 'clientId' failed to satisfy constraint: Member must satisfy " +
      "regular expression pattern: [\\w+]+; Value at 'username' failed to satisfy constraint: Member must satisfy " +
      `regular expression pattern: ${NAME}; Value at 'password' failed to satisfy constraint: Member must satisfy ` +
      "regular expression pattern: ^[\\S]+.*[\\S]+$; Value at 'userAttributes.1.member.value' failed to satisfy " +
      'constraint: Member must have length less than or equal to 2048',
  )
})

test('a list of structures is shown with all their fields', () => {
  const entry = (index: number) =>
    `SchemaAttributeType(name=c${index}, attributeDataType=String, developerOnlyAttribute=null, mutable=null, ` +
    'required=null, numberAttributeConstraints=null, ' +
    `stringAttributeConstraints=StringAttributeConstraintsType(minLength=1, maxLength=null))`
  const indexes = Array.from({ length: 26 }, (_, index) => index)
  const message = messageOf('AddCustomAttributes', {
    UserPoolId: POOL,
    CustomAttributes: indexes.map((index) => ({
      Name: `c${index}`,
      AttributeDataType: 'String',
      StringAttributeConstraints: { MinLength: '1' },
    })),
  })
  assert.equal(
    message,
    one(
      `'[${indexes.map(entry).join(', ')}]' at 'customAttributes'`,
      'Member must have length less than or equal to 25',
    ),
  )
  assert.equal(
    messageOf('AddCustomAttributes', { UserPoolId: POOL, CustomAttributes: [] }),
    one("'[]' at 'customAttributes'", 'Member must have length greater than or equal to 1'),
  )
})

test('elements are named by their position, counted from 1, also after a null', () => {
  const message = messageOf('AddCustomAttributes', {
    UserPoolId: POOL,
    CustomAttributes: [{ Name: 'ok' }, { AttributeDataType: 'Text' }, { Name: 'a'.repeat(21) }, null],
  })
  const [whole, ...others] = message.split(/: (?=Value)|; /).slice(1)
  assert.match(
    whole ?? '',
    /^Value '\[SchemaAttributeType\(name=ok, .*, null\]' at 'customAttributes' failed to satisfy constraint: Member must satisfy constraint: \[Member must not be null\]$/,
  )
  assert.deepEqual(others, [
    "Value null at 'customAttributes.2.member.name' failed to satisfy constraint: Member must not be null",
    "Value 'Text' at 'customAttributes.2.member.attributeDataType' failed to satisfy constraint: Member must satisfy enum value set: [Boolean, Number, String, DateTime]",
    `Value '${'a'.repeat(21)}' at 'customAttributes.3.member.name' failed to satisfy constraint: Member must have length less than or equal to 20`,
  ])
})

test('a null in a list of structures is reported for the list', () => {
  const input = { UserPoolId: POOL, ClientId: 'client', Assets: [null] } as never
  assert.equal(
    messageOf('CreateManagedLoginBranding', input),
    one("'[null]' at 'assets'", 'Member must satisfy constraint: [Member must not be null]'),
  )
})

test('a list of plain values is shown whole, with all constraints of an element', () => {
  assert.equal(
    messageOf('CreateUserPool', { PoolName: 'p', AutoVerifiedAttributes: ['given_name'] }),
    one(
      "'[given_name]' at 'autoVerifiedAttributes'",
      'Member must satisfy constraint: [Member must satisfy enum value set: [phone_number, email]]',
    ),
  )
  for (const [ReadAttributes, shown] of [
    [[''], '[]'],
    [['', 'email'], '[, email]'],
  ] as const) {
    assert.equal(
      messageOf('CreateUserPoolClient', { UserPoolId: POOL, ClientName: 'c', ReadAttributes }),
      one(
        `'${shown}' at 'readAttributes'`,
        'Member must satisfy constraint: [Member must have length less than or equal to 2048, Member must have length greater than or equal to 1]',
      ),
    )
  }
  assert.equal(
    messageOf('CreateUserPool', { PoolName: 'p', AutoVerifiedAttributes: [null] }),
    one("'[null]' at 'autoVerifiedAttributes'", 'Member must satisfy constraint: [Member must not be null]'),
  )
})

test('a map reports a bad key for the whole map, and a bad value by its key', () => {
  assert.equal(
    messageOf('TagResource', {
      ResourceArn: 'arn:aws:iam::123456789012:x',
      Tags: { '': 'v', k: 'v'.repeat(257) },
    }),
    `2 validation errors detected: Value '{=v, k=${'v'.repeat(257)}}' at 'tags' failed to satisfy constraint: Map keys ` +
      'must satisfy constraint: [Member must have length less than or equal to 128, Member must have length greater ' +
      `than or equal to 1]; Value '${'v'.repeat(257)}' at 'tags.k.member' failed to satisfy constraint: Member must ` +
      'have length less than or equal to 256',
  )
})

test('lengths count Unicode code points', () => {
  const named = (name: string) =>
    messageOf('AddCustomAttributes', { UserPoolId: POOL, CustomAttributes: [{ Name: name }] })
  assert.equal(named('😀'.repeat(20)), 'accepted')
  assert.match(named('😀'.repeat(21)), /less than or equal to 20/)
})

test('hostile input does not buy an answer without bounds', () => {
  const long = messageOf('DescribeUserPool', { UserPoolId: `${'😀'.repeat(300_000)}` })
  assert.ok(long.length < 40_000)
  assert.match(long, /^1 validation error|^2 validation errors/)
  assert.equal(/\p{Surrogate}/u.test(long), false)
  const CustomAttributes = Array.from({ length: 20_000 }, () => ({ Name: '' }))
  const many = messageOf('AddCustomAttributes', { UserPoolId: POOL, CustomAttributes })
  assert.ok(many.length < 40_000)
  assert.match(many, /^40001 validation errors detected: /)
})

test('the newest operations follow the shapes of the same nouns', () => {
  assert.match(messageOf('GetUserPoolSessionConfiguration', { UserPoolId: 'x' }), /at 'userPoolId' failed/)
  assert.equal(
    messageOf('SetUserPoolClientSessionConfiguration', {
      UserPoolId: POOL,
      ClientId: 'c',
      SSOSession: { MaxValidityMinutes: 129_601 },
    }),
    one("'129601' at 'sSOSession.maxValidityMinutes'", 'Member must have value less than or equal to 129600'),
  )
})

test('a NUL character is refused in texts without a pattern, at any depth, and the text is not shown', () => {
  const refused = (path: string) => one(`at '${path}'`, 'Member must not contain a NUL character')
  const group = { UserPoolId: POOL, GroupName: 'g', Description: 'a\0b' }
  assert.equal(messageOf('CreateGroup', group), refused('description'))
  const UserAttributes = [
    { Name: 'name', Value: 'fine' },
    { Name: 'name', Value: '\0' },
  ]
  const user = { UserPoolId: POOL, Username: 'u', UserAttributes }
  assert.equal(messageOf('AdminCreateUser', user), refused('userAttributes.2.member.value'))
  const inMap = { UserPoolId: POOL, Username: 'u', ClientMetadata: { 'a\0': 'b' } }
  assert.equal(messageOf('AdminCreateUser', inMap), refused('clientMetadata.a?'))
})
