import fc from 'fast-check'
import { type Shape, type StringShape, shapeNamed } from '../../src/contract/model.ts'
import { isRequired, recordedMember, recordedShape } from '../../src/contract/recorded-constraints.ts'
import { ANY_CHARACTER } from '../support/any-character.ts'

const CANDIDATES = [
  ...Array.from({ length: 0x7f - 0x20 }, (_, index) => String.fromCharCode(0x20 + index)),
  ...['\t', '\n', 'é', '漢', 'е\u0301', '€', '😀', '\u0301', '٣'],
]

/** Good values of the patterns that are more than one repeated class. */
const EXAMPLES: Readonly<Record<string, readonly string[]>> = {
  ArnType: ['arn:aws:iam::123456789012:role/some-role', 'arn:aws-cn:lambda:r:123456789012:function:f:live'],
  DeviceKeyType: ['us-east-1_0a1b2c3d-4e5f', 'x_-', '__a'],
  DomainType: ['a', 'a-b', 'a1', 'x'.repeat(63)],
  EmailAddressType: ['a@b', 'jürgen@example.com', 'a@@b'],
  EmailInviteMessageType: ['Hello {username}\n{####}', 'é★漢😀 12{####}'],
  EmailMfaMessageType: ['{####}', 'Your code:\n{####} *', '{####}{####}'],
  EmailVerificationMessageByLinkType: ['Click {##here##} *', '{####}{####}{####}', '{##{####}##}'],
  EmailVerificationMessageType: ['{####}', 'Your code:\n{####} *', '{####}{####}'],
  LanguageIdType: ['cognito:default', 'cognito:chinese-traditional', 'cognito:bahasa-indonesia'],
  ManagedLoginBrandingIdType: ['0a1b2c3d-4e5f-4a6b-8c7d-0123456789ab'],
  PasswordType: ['short', 'P4ssw0rd!', 'with a space', '漢字'],
  ProviderNameTypeV2: ['abc', 'SomeProvider', '-é*'],
  S3ArnType: ['arn:aws:s3:::bucket', 'arn:aws:s3:::bucket:a:b'],
  S3BucketType: ['abc', 'my.bucket-name_1'],
  SmsInviteMessageType: ['{username}\n{####}', '\n{####}\u0085'],
  SmsVerificationMessageType: ['{####}', 'Your code:\n{####}.'],
  TermsIdType: ['0a1b2c3d-4e5f-4a6b-8c7d-0123456789ab'],
  TermsNameType: ['terms-of-use', 'privacy-policy'],
  UserImportJobIdType: ['import-a', 'import--A0'],
  UserPoolIdType: ['us-east-1_AbC012xyZ', '__0'],
}

/** Any value that keeps the constraints of the shape, with and without its optional members. */
export function valuesOf(name: string | Shape, label = String(name)): fc.Arbitrary<unknown> {
  const shape = typeof name === 'string' ? recordedShape(name) : name
  switch (shape.type) {
    case 'string':
      return strings(label, shape)
    case 'boolean':
      return fc.boolean()
    case 'integer':
      return fc.integer({ min: shape.min ?? -(2 ** 31), max: shape.max ?? 2 ** 31 - 1 })
    case 'long':
      return fc.maxSafeInteger()
    case 'timestamp':
      return fc.integer({ min: -62_135_596_800_000, max: 253_402_300_799_999 }) // the years 1 to 9999
    case 'blob':
      return fc.uint8Array({ minLength: shape.min ?? 0, maxLength: (shape.min ?? 0) + 40 })
    case 'document':
      return fc
        .jsonValue({ stringUnit: ANY_CHARACTER })
        .filter((value) => value !== null && !JSON.stringify(value).includes('\\u0000'))
        .map(withoutPrototypes)
    case 'list':
      return fc.array(valuesOf(shape.member), {
        minLength: shape.min ?? 0,
        maxLength: Math.min(shape.max ?? 3, 3),
      })
    case 'map':
      return fc
        .dictionary(valuesOf(shape.key) as fc.Arbitrary<string>, valuesOf(shape.value), {
          minKeys: shape.min ?? 0,
          maxKeys: 3,
        })
        .map((map) => Object.assign(Object.create(null), map))
    case 'structure': {
      const members = Object.keys(shape.members)
      const values = members.map(
        (member) => [member, valuesOf(recordedMember(label, shape, member))] as const,
      )
      const requiredKeys = members.filter((member) => isRequired(label, shape, member))
      return fc.record(Object.fromEntries(values), { requiredKeys, noNullPrototype: true })
    }
  }
}

function strings(name: string, shape: StringShape): fc.Arbitrary<string> {
  if (shape.enum !== undefined) return fc.constantFrom(...shape.enum)
  const minLength = shape.min ?? 0
  const maxLength = Math.min(shape.max ?? 100, minLength + 30)
  if (shape.pattern === undefined) {
    return fc
      .string({ unit: ANY_CHARACTER, minLength, maxLength })
      .map((text) => text.replaceAll('\0', '\x01'))
  }
  const examples = EXAMPLES[name]
  if (examples !== undefined) return fc.constantFrom(...examples)
  const one = /^\^?(\[.*\])[+*]\$?$/.exec(shape.pattern)
  if (one === null) throw new Error(`the pattern of ${name} needs examples`)
  const good = new RegExp(`^${one[1]}$`, 'u')
  const characters = CANDIDATES.filter((character) => good.test(character))
  return fc.string({ unit: fc.constantFrom(...characters), minLength: Math.max(minLength, 1), maxLength })
}

/** What decoding returns for a document: its objects have no prototype. */
function withoutPrototypes(json: unknown): unknown {
  if (typeof json !== 'object' || json === null) return Object.is(json, -0) ? 0 : json
  if (Array.isArray(json)) return json.map(withoutPrototypes)
  const object = Object.create(null)
  for (const [key, value] of Object.entries(json)) object[key] = withoutPrototypes(value)
  return object
}

export function isErrorShape(name: string): boolean {
  const shape = shapeNamed(name)
  return shape.type === 'structure' && shape.error !== undefined
}
