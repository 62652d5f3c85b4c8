import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decodeInput } from '../../src/contract/decode-input.ts'
import { decoderOf } from '../../src/contract/decode-shape.ts'
import type { OperationName } from '../../src/contract/generated/types.ts'
import { ServiceError } from '../../src/contract/service-error.ts'

function refuses(operation: OperationName, body: string | Buffer, message: string): void {
  assert.throws(
    () => decodeInput(operation, body),
    (error) => {
      assert.ok(error instanceof ServiceError)
      assert.equal(error.name, 'SerializationException')
      assert.equal(error.message, message)
      return true
    },
  )
}

test('a body that is not a JSON object is refused without a message', () => {
  for (const body of [
    '',
    ' ',
    '{',
    '{"UserPoolId":"x",}',
    '"text"',
    'null',
    '1',
    'true',
    'no',
    '{} x',
    '\ufeff{}',
  ]) {
    refuses('DescribeUserPool', body, '')
    refuses('DescribeUserPool', Buffer.from(body), '')
  }
})

test('a body that is not UTF-8 is refused without a message', () => {
  refuses('DescribeUserPool', Buffer.from([...Buffer.from('{"UserPoolId":"'), 0xff, 0x22, 0x7d]), '')
})

test('half a surrogate pair is refused in a value, a key and a document', () => {
  refuses('DescribeUserPool', '{"UserPoolId":"\\ud83d"}', '')
  refuses('SignUp', '{"ClientMetadata":{"\\ude00":"x"}}', '')
  refuses('CreateManagedLoginBranding', '{"Settings":{"a":["\\ud83d"]}}', '')
  const input = decodeInput('DescribeUserPool', '{"UserPoolId":"\\ud83d\\ude00"}')
  assert.equal(input.UserPoolId, '😀')
})

test('a list in the place of the body is refused with its own text', () => {
  refuses('DescribeUserPool', '[]', 'Start of list found where not expected')
})

test('a value of the wrong JSON type is refused with the text of that type', () => {
  const cases: readonly (readonly [OperationName, string, string])[] = [
    ['DescribeUserPool', '{"UserPoolId":1}', 'NUMBER_VALUE can not be converted to a String'],
    ['DescribeUserPool', '{"UserPoolId":true}', 'TRUE_VALUE can not be converted to a String'],
    ['DescribeUserPool', '{"UserPoolId":false}', 'FALSE_VALUE can not be converted to a String'],
    ['DescribeUserPool', '{"UserPoolId":{}}', 'Start of structure or map found where not expected.'],
    ['DescribeUserPool', '{"UserPoolId":[]}', 'Start of list found where not expected'],
    ['ListUsers', '{"Limit":"1"}', 'STRING_VALUE can not be converted to an Integer'],
    ['ListUsers', '{"AttributesToGet":"email"}', 'Unexpected value type in payload'],
    ['ListUsers', '{"AttributesToGet":{}}', 'Start of structure or map found where not expected.'],
    ['SignUp', '{"ClientMetadata":"x"}', 'Expected map or null'],
    ['SignUp', '{"ClientMetadata":[]}', 'Expected map or null'],
    ['SignUp', '{"ClientMetadata":{"a":1}}', 'NUMBER_VALUE can not be converted to a String'],
    ['SignUp', '{"UserContextData":"x"}', 'Unexpected value type in payload'],
    ['SignUp', '{"UserAttributes":["x"]}', 'Unexpected value type in payload'],
    ['CreateManagedLoginBranding', '{"Assets":"x"}', 'Unexpected value type in payload'],
    ['CreateManagedLoginBranding', '{"Assets":[1]}', 'Unexpected value type in payload'],
    ['SignUp', '{"UserAttributes":[[]]}', 'Start of list found where not expected'],
    ['CreateUserPoolClient', '{"GenerateSecret":""}', 'STRING_VALUE can not be converted to a Boolean'],
    ['CreateUserPoolClient', '{"GenerateSecret":"maybe"}', 'STRING_VALUE can not be converted to a Boolean'],
    ['CreateUserPoolClient', '{"GenerateSecret":1}', 'NUMBER_VALUE can not be converted to a Boolean'],
    ['CreateUserPoolClient', '{"GenerateSecret":{}}', 'Start of structure or map found where not expected.'],
    ['CreateUserPoolClient', '{"GenerateSecret":[]}', 'Start of list found where not expected'],
  ]
  for (const [operation, body, message] of cases) refuses(operation, body, message)
})

test('a boolean may be written as text', () => {
  const decoded = (text: string) =>
    decodeInput('CreateUserPoolClient', JSON.stringify({ GenerateSecret: text })).GenerateSecret
  for (const text of ['yes', 'true', 'True', 'YES']) assert.equal(decoded(text), true, text)
  for (const text of ['no', 'false', 'False', 'NO']) assert.equal(decoded(text), false, text)
})

test('a number outside 32 bits is refused and a fraction is cut off', () => {
  for (const number of ['2147483648', '-2147483649', '1e400', '1e15']) {
    refuses('ListUsers', `{"Limit":${number}}`, 'NUMBER_VALUE can not be converted to an Integer')
  }
  assert.equal(decodeInput('ListUsers', '{"Limit":2.9}').Limit, 2)
  assert.equal(Object.is(decodeInput('ListUsers', '{"Limit":-0.5}').Limit, 0), true)
})

test('null and unknown members and null map values are left out', () => {
  const input = decodeInput(
    'RespondToAuthChallenge',
    '{"ClientId":null,"Session":"s","Nonsense":{"a":1},"ChallengeResponses":{"USERNAME":"u","DEVICE_KEY":null}}',
  )
  assert.deepEqual(Object.keys(input).sort(), ['ChallengeResponses', 'Session'])
  assert.deepEqual(Object.entries(input.ChallengeResponses ?? {}), [['USERNAME', 'u']])
})

test('members and keys that are named like parts of objects do no harm', () => {
  const body =
    '{"__proto__":{"Username":"eve"},"constructor":1,"ClientMetadata":{"__proto__":"x","constructor":"y"}}'
  const input = decodeInput('SignUp', body)
  assert.equal(input.Username, undefined)
  assert.deepEqual(Object.entries(input.ClientMetadata ?? {}), [
    ['__proto__', 'x'],
    ['constructor', 'y'],
  ])
  const empty = decodeInput('SignUp', '{"ClientMetadata":{}}').ClientMetadata
  assert.equal(empty?.toString, undefined)
  const document = decodeInput('CreateManagedLoginBranding', '{"Settings":{"__proto__":{"a":1}}}').Settings
  assert.equal((document as Record<string, unknown>).a, undefined)
  assert.equal(({} as Record<string, unknown>).a, undefined)
})

test('hostile depth is refused in a document and ignored in an unknown member', () => {
  const deep = (depth: number) => '['.repeat(depth) + ']'.repeat(depth)
  refuses('CreateManagedLoginBranding', `{"Settings":${deep(200_000)}}`, '')
  refuses('CreateManagedLoginBranding', `{"Settings":${deep(101)}}`, '')
  assert.notEqual(decodeInput('CreateManagedLoginBranding', `{"Settings":${deep(100)}}`).Settings, undefined)
  assert.deepEqual(decodeInput('SignUp', `{"Nonsense":${deep(200_000)}}`), {})
  refuses('SignUp', '['.repeat(200_000), '')
})

test('a blob is base64 with padding', () => {
  const input = decodeInput('SetUICustomization', '{"ImageFile":"AP+/"}')
  assert.deepEqual(input.ImageFile, new Uint8Array([0, 255, 191]))
  for (const text of ['AP+', 'AP_-', 'A===', 'not base64', 'AP+/\\n']) {
    refuses('SetUICustomization', `{"ImageFile":"${text}"}`, '')
  }
})

test('a timestamp is epoch seconds, whole or not', () => {
  const decode = decoderOf('DateType')
  assert.equal(decode(1790257791.224), 1790257791224)
  assert.equal(decode(0), 0)
  assert.throws(() => decode(1e300), /NUMBER_VALUE can not be converted to a Date/)
})
