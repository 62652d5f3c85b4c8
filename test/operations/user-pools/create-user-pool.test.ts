import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  CreateUserPoolCommand,
  type CreateUserPoolCommandInput,
  DescribeUserPoolCommand,
  type MessageTemplateType,
} from '@aws-sdk/client-cognito-identity-provider'
import { MAX_USER_POOLS } from '../../../src/domain/user-pools/user-pool-quota.ts'
import { ACCOUNT, REGION, usePoolhouse } from '../../support/poolhouse.ts'
import { refuses } from '../../support/refuses.ts'
import { testAccess } from './signed-access.ts'

const house = usePoolhouse()
const root = house.client()

const smsRole = `arn:aws:iam::${ACCOUNT}:role/sms`

function create(input: Partial<CreateUserPoolCommandInput> = {}) {
  return root.send(new CreateUserPoolCommand({ PoolName: 'pool', ...input }))
}

async function created(input: Partial<CreateUserPoolCommandInput> = {}) {
  return (await create(input)).UserPool ?? assert.fail('no pool')
}

describe('access', () => {
  testAccess({
    operation: 'CreateUserPool',
    house: () => house,
    input: async () => ({ PoolName: 'pool' }),
    resource: () => `arn:aws:cognito-idp:${REGION}:${ACCOUNT}:userpool/*`,
  })

  test('asks for iam:PassRole on the role of an SMS configuration', async () => {
    const credentials = await house.userWith(
      { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'cognito-idp:*', Resource: '*' }] },
      'no-passer',
    )
    const SmsConfiguration = { SnsCallerArn: smsRole }
    const answer = await house.call('CreateUserPool', { PoolName: 'pool', SmsConfiguration }, { credentials })
    assert.deepEqual(answer.json, {
      __type: 'AccessDeniedException',
      Message: `User: arn:aws:iam::${ACCOUNT}:user/no-passer is not authorized to perform: iam:PassRole on resource: ${smsRole} because no identity-based policy allows the iam:PassRole action`,
    })
  })

  test('honours a policy by the tags of the request', async () => {
    const client = await house.clientAs({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: 'cognito-idp:CreateUserPool',
          Resource: '*',
          Condition: { StringEquals: { 'aws:RequestTag/env': 'test' } },
        },
      ],
    })
    await client.send(new CreateUserPoolCommand({ PoolName: 'pool', UserPoolTags: { env: 'test' } }))
    await assert.rejects(client.send(new CreateUserPoolCommand({ PoolName: 'pool' })), {
      name: 'AccessDeniedException',
    })
  })
})

describe('validation', () => {
  test('asks for a name', async () => {
    const answer = await house.call('CreateUserPool', {})
    assert.equal(answer.json.__type, 'InvalidParameterException')
    assert.match(answer.json.message, /at 'poolName' failed to satisfy constraint: Member must not be null$/)
  })

  test('refuses a policy that allows passwords of five characters', async () => {
    await refuses(
      create({ Policies: { PasswordPolicy: { MinimumLength: 5 } } }),
      'InvalidParameterException',
      "1 validation error detected: Value '5' at 'policies.passwordPolicy.minimumLength' failed to satisfy constraint: Member must have value greater than or equal to 6",
    )
  })

  test('refuses a schema attribute of 21 characters', async () => {
    await refuses(
      create({ Schema: [{ Name: 'phone_number_verified', AttributeDataType: 'Boolean' }] }),
      'InvalidParameterException',
      "1 validation error detected: Value 'phone_number_verified' at 'schema.1.member.name' failed to satisfy constraint: Member must have length less than or equal to 20",
    )
  })

  const CODE_IN_EMAIL = String.raw`[\p{L}\p{M}\p{S}\p{N}\p{P}\s*]*\{####\}[\p{L}\p{M}\p{S}\p{N}\p{P}\s*]*`
  const CODE_IN_SMS = String.raw`(?s).*\{####\}(?s).*`
  const invitation = (InviteMessageTemplate: MessageTemplateType) => ({
    AdminCreateUserConfig: { InviteMessageTemplate },
  })
  const withoutCode: [string, Partial<CreateUserPoolCommandInput>, string][] = [
    [
      'adminCreateUserConfig.inviteMessage.emailMessage',
      invitation({ EmailMessage: 'Hello {username}' }),
      CODE_IN_EMAIL,
    ],
    [
      'adminCreateUserConfig.inviteMessage.smsMessage',
      invitation({ SMSMessage: 'Hello {username}' }),
      CODE_IN_SMS,
    ],
    ['smsVerificationMessage', { SmsVerificationMessage: 'Hello {username}' }, CODE_IN_SMS],
    ['smsAuthenticationMessage', { SmsAuthenticationMessage: 'Hello {username}' }, CODE_IN_SMS],
    ['emailVerificationMessage', { EmailVerificationMessage: 'Hello {username}' }, CODE_IN_EMAIL],
    [
      'verificationMessageTemplate.smsMessage',
      { VerificationMessageTemplate: { SmsMessage: 'Hello {username}' } },
      CODE_IN_SMS,
    ],
  ]
  // D12
  for (const [path, input, pattern] of withoutCode) {
    test(`refuses a message at ${path} that has no place for the code`, () =>
      refuses(
        create(input),
        'InvalidParameterException',
        `1 validation error detected: Value 'Hello {username}' at '${path}' failed to satisfy constraint: Member must satisfy regular expression pattern: ${pattern}`,
      ))
  }

  test('lets invitations leave out the name, and text messages break lines', async () => {
    await create({
      ...invitation({ EmailMessage: 'Password:\n{####}', SMSMessage: 'Password:\n{####}' }),
      SmsVerificationMessage: 'Code:\n{####}',
    })
  })

  const refusals: [string, Partial<CreateUserPoolCommandInput>, string][] = [
    [
      'aliases together with attributes as user names',
      { AliasAttributes: ['email'], UsernameAttributes: ['email'] },
      'Only one of the aliasAttributes or usernameAttributes can be set in a User pool.',
    ],
    [
      'verification of phone numbers without an SMS configuration',
      { AutoVerifiedAttributes: ['phone_number'] },
      'SMS configuration is required when phone_number is selected for auto verification',
    ],
    [
      'MFA without an SMS configuration',
      { MfaConfiguration: 'OPTIONAL' },
      'SMS configuration and Auto verification for phone_number are required when MFA is required/optional',
    ],
    [
      'one-time codes by text message without an SMS configuration',
      { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'SMS_OTP'] } } },
      'SMS_OTP can not be configured as AuthFactor as user pool is missing valid SMS configuration',
    ],
    [
      'first factors without a password',
      { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['WEB_AUTHN'] } } },
      'Password should be configured as one of the allowed first auth factors.',
    ],
    [
      'verification before update of an attribute that is not verified',
      { UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] } },
      'All attributes in AttributesRequireVerificationBeforeUpdate must exist in AutoVerifiedAttributes',
    ],
    [
      'two validities of a temporary password',
      {
        Policies: { PasswordPolicy: { TemporaryPasswordValidityDays: 7 } },
        AdminCreateUserConfig: { UnusedAccountValidityDays: 7 },
      },
      'Please use TemporaryPasswordValidityDays in PasswordPolicy instead of UnusedAccountValidityDays',
    ],
    [
      'a required custom attribute',
      { Schema: [{ Name: 'team', AttributeDataType: 'String', Required: true }] },
      'Required custom attributes are not supported currently.',
    ],
    [
      'the phone as the only way back under MFA by text message',
      {
        MfaConfiguration: 'ON',
        SmsConfiguration: { SnsCallerArn: smsRole },
        AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'verified_phone_number', Priority: 1 }] },
      },
      'Invalid account recovery setting parameter. Account Recovery Setting cannot use verified_phone_number as a recovery mechanism when SMS MFA is configured.',
    ],
    [
      'functions of another region',
      { LambdaConfig: { PreSignUp: `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:f` } },
      'Cross-region lambda functions are not supported',
    ],
    [
      'a From address of the default sender without an identity', // D5
      { EmailConfiguration: { From: 'a@example.com' } },
      'Cannot configure From email address for default email configuration',
    ],
    [
      'the developer as sender without an identity',
      { EmailConfiguration: { EmailSendingAccount: 'DEVELOPER' } },
      'Source ARN is required to use DEVELOPER email sending owner',
    ],
    [
      'the same ACR name twice',
      { AcrConfiguration: { Level1: { AcrValue: 'urn:x' }, Level2: { AcrValue: 'urn:x' } } },
      'Invalid AcrConfiguration. Each AcrValue must be unique across all levels.',
    ],
    [
      'an own key without its ARN',
      { KeyConfiguration: { KeyType: 'CUSTOMER_MANAGED_KEY' } },
      'KmsKeyArn is required when KeyType is CUSTOMER_MANAGED_KEY.',
    ],
  ]

  for (const [what, input, message] of refusals) {
    test(`refuses ${what}`, () => refuses(create(input), 'InvalidParameterException', message))
  }

  // D6
  test('refuses the identity of another account', () =>
    refuses(
      create({
        EmailConfiguration: { SourceArn: 'arn:aws:ses:us-east-1:999999999999:identity/user@example.com' },
      }),
      'NotAuthorizedException',
      'Email arn does not belong to your account.',
    ))

  test('refuses features of a higher tier', () =>
    refuses(
      create({ UserPoolAddOns: { AdvancedSecurityMode: 'AUDIT' } }),
      'FeatureUnavailableInTierException',
      'The following features need to be disabled for the ESSENTIALS pricing tier configured: Threat Protection',
    ))

  test('refuses the role of another account', async () => {
    const SmsConfiguration = { SnsCallerArn: 'arn:aws:iam::999999999999:role/sms' }
    const answer = await house.call('CreateUserPool', { PoolName: 'pool', SmsConfiguration })
    assert.deepEqual(answer.json, {
      __type: 'AccessDeniedException',
      Message: 'Cross-account pass role is not allowed.',
    })
  })

  test('refuses reserved tags', () =>
    refuses(
      create({ UserPoolTags: { 'aws:x': 'y' } }),
      'UserPoolTaggingException',
      'Tag keys can not start with aws:.',
    ))

  test('refuses the pool beyond the quota of a region, but not in another region', async () => {
    const region = 'ap-south-1'
    const [template] = await house.storage.stores.userPools.list({ region: REGION, limit: 1 })
    if (!template) assert.fail('no pool to multiply')
    await house.storage.transaction(async ({ userPools }) => {
      for (let i = 0; i < MAX_USER_POOLS; i++) {
        await userPools.insert({ ...template, region, id: `${region}_${i}` })
      }
    })
    const answer = await house.call('CreateUserPool', { PoolName: 'pool' }, { region })
    assert.deepEqual(answer.json, {
      __type: 'LimitExceededException',
      message: 'The limit of 1000 user pools in this region is reached.',
    })
    await create()
  })
})

describe('behaviour', () => {
  test('answers a plain pool as the service does, byte for byte', async () => {
    const PoolName = 'x'.repeat(25)
    const { text, json } = await house.call('CreateUserPool', {
      PoolName,
      UserPoolTier: 'LITE',
      Schema: [
        { Name: 'team', AttributeDataType: 'String', Mutable: true },
        { Name: 'tenant', AttributeDataType: 'String', Mutable: false },
        { Name: 'family_name', AttributeDataType: 'String', Mutable: true, Required: true },
      ],
    })
    const { Id, CreationDate, SchemaAttributes } = json.UserPool
    assert.match(Id, /^us-east-1_[0-9A-Za-z]{9}$/)
    const date = exponentForm(CreationDate)
    const head = `{"UserPool":{"AccountRecoverySetting":{"RecoveryMechanisms":[{"Name":"verified_email","Priority":1},{"Name":"verified_phone_number","Priority":2}]},"AdminCreateUserConfig":{"AllowAdminCreateUserOnly":false,"UnusedAccountValidityDays":7},"Arn":"arn:aws:cognito-idp:${REGION}:${ACCOUNT}:userpool/${Id}","CreationDate":${date},"DeletionProtection":"INACTIVE","EmailConfiguration":{"EmailSendingAccount":"COGNITO_DEFAULT"},"EstimatedNumberOfUsers":0,"Id":"${Id}","IssuerConfiguration":{"Type":"ORIGINAL"},"KeyConfiguration":{"KeyType":"AWS_OWNED_KEY"},"LambdaConfig":{},"LastModifiedDate":${date},"MfaConfiguration":"OFF","Name":"${PoolName}","Policies":{"PasswordPolicy":{"MinimumLength":8,"RequireLowercase":true,"RequireNumbers":true,"RequireSymbols":true,"RequireUppercase":true,"TemporaryPasswordValidityDays":7},"SignInPolicy":{"AllowedFirstAuthFactors":["PASSWORD"]}},"SchemaAttributes":[`
    const tail =
      '],"UserAttributeUpdateSettings":{"AttributesRequireVerificationBeforeUpdate":[]},"UserPoolTier":"LITE","VerificationMessageTemplate":{"DefaultEmailOption":"CONFIRM_WITH_CODE"}}}'
    assert.equal(text.slice(0, head.length), head)
    assert.equal(text.slice(-tail.length), tail)
    assert.deepEqual(
      SchemaAttributes.map(({ Name }: { Name: string }) => Name),
      [
        ...['sub', 'name', 'given_name', 'family_name', 'middle_name', 'nickname', 'preferred_username'],
        ...['profile', 'picture', 'website', 'email', 'email_verified', 'gender', 'birthdate', 'zoneinfo'],
        ...['locale', 'phone_number', 'phone_number_verified', 'address', 'updated_at'],
        ...['custom:team', 'custom:tenant'],
      ],
    )
  })

  test('makes pools of the ESSENTIALS tier', async () => {
    assert.equal((await created()).UserPoolTier, 'ESSENTIALS')
  })

  test('shows the name of every ACR level where one was stated, else none', async () => {
    assert.equal((await created()).AcrConfiguration, undefined)
    const { AcrConfiguration } = await created({
      AcrConfiguration: { Level3: { AcrValue: 'https://example.com/strong' } },
    })
    assert.deepEqual(AcrConfiguration, {
      Level1: { AcrValue: 'urn:cognito:loa:1' },
      Level2: { AcrValue: 'urn:cognito:loa:2' },
      Level3: { AcrValue: 'https://example.com/strong' },
      Level4: { AcrValue: 'urn:cognito:loa:4' },
    })
  })

  test('answers tags only where some were given, and describes them always', async () => {
    const tagged = await created({ UserPoolTags: { env: 'test' } })
    assert.deepEqual(tagged.UserPoolTags, { env: 'test' })
    const plain = await created()
    assert.equal(plain.UserPoolTags, undefined)
    const { UserPool } = await root.send(new DescribeUserPoolCommand({ UserPoolId: plain.Id }))
    assert.deepEqual(UserPool?.UserPoolTags, {})
  })

  test('enables text messages as second factor where MFA is asked for', async () => {
    const { Id } = await created({ MfaConfiguration: 'ON', SmsConfiguration: { SnsCallerArn: smsRole } })
    const { json } = await house.call('GetUserPoolMfaConfig', { UserPoolId: Id })
    assert.deepEqual(json, {
      MfaConfiguration: 'ON',
      SmsMfaConfiguration: { SmsConfiguration: { SnsCallerArn: smsRole, SnsRegion: REGION } },
    })
  })

  // The sample of CreateUserPool in the API reference.
  test('names the region of SNS', async () => {
    const SmsConfiguration = { ExternalId: 'my-role-external-id', SnsCallerArn: smsRole }
    const { Id: UserPoolId, ...answer } = await created({ SmsConfiguration })
    const { UserPool } = await root.send(new DescribeUserPoolCommand({ UserPoolId }))
    for (const pool of [answer, UserPool]) {
      assert.deepEqual(pool?.SmsConfiguration, { ...SmsConfiguration, SnsRegion: REGION })
    }
  })

  // The sample of CreateUserPool in the API reference.
  test('keeps a message under its old and its new name apart', async () => {
    const messages = {
      EmailVerificationMessage: 'Your verification code is {####}.',
      EmailVerificationSubject: 'Verify your email address',
      SmsVerificationMessage: 'Your verification code is {####}.',
      VerificationMessageTemplate: {
        DefaultEmailOption: 'CONFIRM_WITH_CODE',
        EmailMessage: 'Your confirmation code is {####}',
        EmailMessageByLink: 'Choose this link to {##verify your email##}',
        EmailSubject: 'Here is your confirmation code',
        EmailSubjectByLink: 'Here is your confirmation link',
        SmsMessage: 'Your confirmation code is {####}',
      },
    } as const
    const { Id: UserPoolId, ...answer } = await created(messages)
    const { UserPool } = await root.send(new DescribeUserPoolCommand({ UserPoolId }))
    for (const pool of [answer, UserPool]) {
      for (const [name, value] of Object.entries(messages)) {
        assert.deepEqual(pool?.[name as keyof typeof messages], value)
      }
    }
  })

  test('keeps every member of the request and describes it', async () => {
    const lambda = `arn:aws:lambda:us-east-1:${ACCOUNT}:function:f`
    const request = {
      PoolName: 'full',
      Policies: {
        PasswordPolicy: {
          MinimumLength: 12,
          PasswordHistorySize: 3,
          RequireLowercase: true,
          RequireNumbers: false,
          RequireSymbols: false,
          RequireUppercase: true,
          TemporaryPasswordValidityDays: 5,
        },
        SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP', 'SMS_OTP', 'WEB_AUTHN'] },
      },
      DeletionProtection: 'ACTIVE',
      LambdaConfig: {
        ...{ CreateAuthChallenge: lambda, CustomMessage: lambda, DefineAuthChallenge: lambda },
        ...{
          PostAuthentication: lambda,
          PostConfirmation: lambda,
          PreAuthentication: lambda,
          PreSignUp: lambda,
        },
        ...{ UserMigration: lambda, VerifyAuthChallengeResponse: lambda, PreTokenGeneration: lambda },
        PreTokenGenerationConfig: { LambdaArn: lambda, LambdaVersion: 'V2_0' },
        CustomEmailSender: { LambdaArn: lambda, LambdaVersion: 'V1_0' },
        CustomSMSSender: { LambdaArn: lambda, LambdaVersion: 'V1_0' },
        InboundFederation: { LambdaArn: lambda, LambdaVersion: 'V1_0' },
        KMSKeyID: `arn:aws:kms:us-east-1:${ACCOUNT}:key/1`,
      },
      AutoVerifiedAttributes: ['phone_number', 'email'],
      AliasAttributes: ['email', 'preferred_username'],
      SmsVerificationMessage: 'SMS {####}',
      EmailVerificationMessage: 'Mail {####}',
      EmailVerificationSubject: 'Subject',
      VerificationMessageTemplate: {
        DefaultEmailOption: 'CONFIRM_WITH_LINK',
        EmailMessage: 'Mail {####}',
        EmailMessageByLink: '{##Click##}',
        EmailSubject: 'Subject',
        EmailSubjectByLink: 'Link',
        SmsMessage: 'SMS {####}',
      },
      SmsAuthenticationMessage: 'Code {####}',
      MfaConfiguration: 'OPTIONAL',
      UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email', 'phone_number'] },
      DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: false },
      EmailConfiguration: {
        ConfigurationSet: 'set',
        EmailSendingAccount: 'DEVELOPER',
        From: 'Sender <a@example.com>',
        ReplyToEmailAddress: 'b@example.com',
        SourceArn: `arn:aws:ses:us-east-1:${ACCOUNT}:identity/a@example.com`,
      },
      SmsConfiguration: {
        EumsSms: {
          CallerArn: smsRole,
          ConfigurationSetName: 'set',
          ExternalId: 'id',
          InEntityId: 'entity',
          InTemplateId: 'template',
          OriginationIdentity: '+12065550100',
          Region: 'us-east-1',
        },
      },
      UserPoolTags: { env: 'test' },
      AdminCreateUserConfig: {
        AllowAdminCreateUserOnly: true,
        InviteMessageTemplate: {
          EmailMessage: '{username} {####}',
          EmailSubject: 'Invitation',
          SMSMessage: '{username} {####}',
        },
      },
      UserPoolAddOns: {
        AdvancedSecurityAdditionalFlows: { CustomAuthMode: 'AUDIT' },
        AdvancedSecurityMode: 'ENFORCED',
      },
      UsernameConfiguration: { CaseSensitive: false },
      AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'admin_only', Priority: 1 }] },
      UserPoolTier: 'PLUS',
      DcrConfiguration: {
        AllowedScopes: ['api/read'],
        AuthenticatedGrantTypes: ['client_credentials'],
        EnableStatus: 'Enabled',
        OpenDcrEnabled: true,
        OpenDcrGrantTypes: ['code'],
      },
      KeyConfiguration: {
        KeyType: 'CUSTOMER_MANAGED_KEY',
        KmsKeyArn: `arn:aws:kms:us-east-1:${ACCOUNT}:key/mrk-1`,
      },
      IssuerConfiguration: { Type: 'UPDATED' },
      AcrConfiguration: {
        Level1: { AcrValue: 'urn:1' },
        Level2: { AcrValue: 'urn:2' },
        Level3: { AcrValue: 'urn:3' },
        Level4: { AcrValue: 'urn:4' },
      },
    }
    const answer = await house.call('CreateUserPool', request)
    assert.equal(answer.status, 200, answer.text)
    const { UserPool } = (await house.call('DescribeUserPool', { UserPoolId: answer.json.UserPool.Id })).json
    const { PoolName, ...settings } = request
    const {
      Arn,
      CreationDate,
      EstimatedNumberOfUsers,
      Id,
      LastModifiedDate,
      SchemaAttributes,
      ...described
    } = UserPool
    assert.deepEqual(described, {
      ...settings,
      Name: PoolName,
      AdminCreateUserConfig: { ...settings.AdminCreateUserConfig, UnusedAccountValidityDays: 5 },
    })
  })

  test('records the call with its answer in the audit trail', async () => {
    const { Id } = await created({ PoolName: 'audited' })
    const events = await house.storage.stores.auditEvents.list({ limit: 1000, eventName: 'CreateUserPool' })
    const record = events.map((event) => JSON.parse(JSON.stringify(event.record)))
    const mine = record.find(({ requestParameters }) => requestParameters?.poolName === 'audited')
    assert.equal(mine?.responseElements.userPool.id, Id)
    assert.equal(mine?.responseElements.userPool.deletionProtection, 'INACTIVE')
  })
})

/** How the service prints seconds since 1970. */
function exponentForm(seconds: number): string {
  const digits = String(Math.round(seconds * 1000)).replace(/0+$/, '')
  return `${digits[0]}.${digits.slice(1)}E9`
}
