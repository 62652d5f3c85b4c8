import assert from 'node:assert/strict'
import { test } from 'node:test'
import { encodeOutput } from '../../src/contract/encode-output.ts'
import { encodeTimestamp } from '../../src/contract/encode-timestamp.ts'
import type { SchemaAttributeType } from '../../src/contract/generated/types.ts'

test('an operation without output has an empty body, an empty structure is {}', () => {
  assert.equal(encodeOutput('DeleteUserPool', undefined), '')
  assert.equal(encodeOutput('AddCustomAttributes', {}), '{}')
})

test('members and keys are in ASCII order, absent ones are left out, slashes stay', () => {
  const json = encodeOutput('InitiateAuth', {
    Session: undefined,
    ChallengeParameters: { userAttributes: 'a/b', USER_ID_FOR_SRP: 'u', requiredAttributes: '[]' },
    ChallengeName: 'NEW_PASSWORD_REQUIRED',
  })
  assert.equal(
    json,
    '{"ChallengeName":"NEW_PASSWORD_REQUIRED","ChallengeParameters":' +
      '{"USER_ID_FOR_SRP":"u","requiredAttributes":"[]","userAttributes":"a/b"}}',
  )
})

test('a member that the shape lacks is not written', () => {
  const output = { UserConfirmed: false, UserSub: 's', Password: 'secret' }
  assert.equal(encodeOutput('SignUp', output), '{"UserConfirmed":false,"UserSub":"s"}')
})

test('quotes, backslashes and control characters are escaped, other characters are not', () => {
  const output = { UserConfirmed: true, UserSub: '"\\\n\u0001é😀\u2028' }
  assert.equal(
    encodeOutput('SignUp', output),
    '{"UserConfirmed":true,"UserSub":"\\"\\\\\\n\\u0001é😀\u2028"}',
  )
})

test('a timestamp is printed as the service prints it', () => {
  const cases: readonly (readonly [number, string])[] = [
    [1790257791224, '1.790257791224E9'],
    [1790257832480, '1.79025783248E9'],
    [1790274482200, '1.7902744822E9'],
    [1790274482000, '1.790274482E9'],
    [2000000000000, '2.0E9'],
    [10_000_000_000, '1.0E7'],
    [9_999_999_999, '9999999.999'],
    [1000, '1.0'],
    [0, '0.0'],
    [-1500, '-1.5'],
  ]
  for (const [instant, text] of cases) assert.equal(encodeTimestamp(instant), text)
})

test('an invalid date or number is a bug, not an answer', () => {
  assert.throws(() => encodeTimestamp(Number.NaN), TypeError)
  const output = { UserPoolClient: { RefreshTokenValidity: 1.5 } }
  assert.throws(() => encodeOutput('DescribeUserPoolClient', output), TypeError)
})

test('the pool of the recording has the length of the recording', () => {
  const text = (name: string, more: Partial<SchemaAttributeType> = {}): SchemaAttributeType => ({
    Name: name,
    AttributeDataType: 'String',
    DeveloperOnlyAttribute: false,
    Mutable: true,
    Required: false,
    StringAttributeConstraints: { MinLength: '0', MaxLength: '2048' },
    ...more,
  })
  const flag = (name: string) =>
    text(name, { AttributeDataType: 'Boolean', StringAttributeConstraints: undefined })
  const json = encodeOutput('CreateUserPool', {
    UserPool: {
      Id: 'us-east-1_AbC012xyZ',
      Name: 'x'.repeat(25),
      Policies: {
        PasswordPolicy: {
          MinimumLength: 8,
          RequireUppercase: true,
          RequireLowercase: true,
          RequireNumbers: true,
          RequireSymbols: true,
          TemporaryPasswordValidityDays: 7,
        },
        SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD'] },
      },
      DeletionProtection: 'INACTIVE',
      LambdaConfig: {},
      LastModifiedDate: 1790257791224,
      CreationDate: 1790257791224,
      SchemaAttributes: [
        text('sub', {
          Mutable: false,
          Required: true,
          StringAttributeConstraints: { MinLength: '1', MaxLength: '2048' },
        }),
        ...['name', 'given_name', 'family_name', 'middle_name', 'nickname', 'preferred_username'].map((n) =>
          text(n),
        ),
        ...['profile', 'picture', 'website', 'email', 'gender', 'zoneinfo', 'locale'].map((n) => text(n)),
        ...['phone_number', 'address'].map((n) => text(n)),
        text('birthdate', { StringAttributeConstraints: { MinLength: '10', MaxLength: '10' } }),
        flag('email_verified'),
        flag('phone_number_verified'),
        text('updated_at', {
          AttributeDataType: 'Number',
          NumberAttributeConstraints: { MinValue: '0' },
          StringAttributeConstraints: undefined,
        }),
      ],
      MfaConfiguration: 'OFF',
      EstimatedNumberOfUsers: 0,
      EmailConfiguration: { EmailSendingAccount: 'COGNITO_DEFAULT' },
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: false, UnusedAccountValidityDays: 7 },
      Arn: 'arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_AbC012xyZ',
      AccountRecoverySetting: {
        RecoveryMechanisms: [
          { Priority: 1, Name: 'verified_email' },
          { Priority: 2, Name: 'verified_phone_number' },
        ],
      },
      IssuerConfiguration: { Type: 'ORIGINAL' },
      KeyConfiguration: { KeyType: 'AWS_OWNED_KEY' },
      UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: [] },
      UserPoolTier: 'LITE',
      VerificationMessageTemplate: { DefaultEmailOption: 'CONFIRM_WITH_CODE' },
    },
  })
  assert.equal(Buffer.byteLength(json), 4562)
})
