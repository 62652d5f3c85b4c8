import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  type CreateUserPoolCommandInput,
  DescribeUserPoolCommand,
  GetUserPoolMfaConfigCommand,
  SetUserPoolMfaConfigCommand,
  type SetUserPoolMfaConfigCommandInput,
  UpdateUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { ACCOUNT, usePoolhouse } from '../../support/poolhouse.ts'
import { newPool, poolArn } from '../../support/pools.ts'
import { refuses } from '../../support/refuses.ts'
import { lastRecord } from '../clients/clients.ts'
import { testAccess } from '../user-pools/signed-access.ts'

const house = usePoolhouse()
const root = house.client()

const SmsConfiguration = { SnsCallerArn: `arn:aws:iam::${ACCOUNT}:role/sms`, SnsRegion: 'us-east-1' }
const EmailConfiguration = {
  EmailSendingAccount: 'DEVELOPER',
  SourceArn: `arn:aws:ses:us-east-1:${ACCOUNT}:identity/a@example.com`,
} as const
const token = { SoftwareTokenMfaConfiguration: { Enabled: true } }

function set(UserPoolId: string, input: Partial<SetUserPoolMfaConfigCommandInput>) {
  return root.send(new SetUserPoolMfaConfigCommand({ UserPoolId, ...input }))
}

describe('access', () => {
  testAccess({
    operation: 'SetUserPoolMfaConfig',
    house: () => house,
    input: async () => ({ UserPoolId: await newPool(root) }),
    resource: ({ UserPoolId }) => poolArn(UserPoolId),
  })

  test('asks for iam:PassRole on the role of an SMS configuration', async () => {
    const credentials = await house.userWith(
      { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'cognito-idp:*', Resource: '*' }] },
      'no-passer',
    )
    const input = { UserPoolId: await newPool(root), SmsMfaConfiguration: { SmsConfiguration } }
    const answer = await house.call('SetUserPoolMfaConfig', input, { credentials })
    assert.deepEqual(answer.json, {
      __type: 'AccessDeniedException',
      Message: `User: arn:aws:iam::${ACCOUNT}:user/no-passer is not authorized to perform: iam:PassRole on resource: ${SmsConfiguration.SnsCallerArn} because no identity-based policy allows the iam:PassRole action`,
    })
  })
})

describe('validation', () => {
  test('does not know a pool that there is not', () =>
    refuses(
      set('us-east-1_Unknown12', {}),
      'ResourceNotFoundException',
      'User pool us-east-1_Unknown12 does not exist.',
    ))

  const refusals: [
    string,
    Partial<CreateUserPoolCommandInput>,
    Partial<SetUserPoolMfaConfigCommandInput>,
    string,
  ][] = [
    [
      'a second factor together with MFA off',
      {},
      { SoftwareTokenMfaConfiguration: { Enabled: false } },
      "Invalid MFA configuration given, can't turn off MFA and configure an MFA together.",
    ],
    [
      'mails from the default sender together with MFA off, for the latter',
      {},
      { MfaConfiguration: 'OFF', EmailMfaConfiguration: {} },
      "Invalid MFA configuration given, can't turn off MFA and configure an MFA together.",
    ],
    [
      'MFA without a second factor',
      {},
      { MfaConfiguration: 'ON' },
      'Invalid MFA Configuration given. SMS MFA, Email MFA, or Software Token MFA must be enabled.',
    ],
    [
      'mails from the default sender',
      {},
      { MfaConfiguration: 'ON', EmailMfaConfiguration: { Message: 'Code {####}' } },
      'Cannot set EmailMfaConfiguration when user pool EmailConfiguration contains an EmailSendingAccount of COGNITO_DEFAULT. Update the value of EmailSendingAccount.',
    ],
    [
      'required MFA beside one-time codes as first factor',
      { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] } } },
      { MfaConfiguration: 'ON', ...token },
      'Only PASSWORD and WEB_AUTHN (if configured) can be enabled as an auth factor if MFA is enabled',
    ],
    [
      'required MFA beside passkeys that are a single factor',
      { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'WEB_AUTHN'] } } },
      { MfaConfiguration: 'ON', ...token, WebAuthnConfiguration: { FactorConfiguration: 'SINGLE_FACTOR' } },
      'Cannot set WebAuthn factor configuration to SINGLE_FACTOR if MFA is required and WebAuthn is an allowed first auth factor',
    ],
    [
      'text messages on a pool that recovers accounts by phone alone',
      { AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'verified_phone_number', Priority: 1 }] } },
      { MfaConfiguration: 'ON', SmsMfaConfiguration: { SmsConfiguration } },
      'Invalid account recovery setting parameter. Account Recovery Setting cannot use verified_phone_number as a recovery mechanism when SMS MFA is configured.',
    ],
    [
      'mails on a pool that recovers accounts by e-mail alone',
      {
        EmailConfiguration,
        AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'verified_email', Priority: 1 }] },
      },
      { MfaConfiguration: 'ON', EmailMfaConfiguration: {} },
      'Invalid account recovery setting parameter. Account Recovery Setting cannot use verified_email as a recovery mechanism when Email MFA is configured.',
    ],
    [
      'text messages without an SMS configuration, although the pool has one',
      { SmsConfiguration },
      { MfaConfiguration: 'ON', SmsMfaConfiguration: { SmsAuthenticationMessage: 'Code {####}' } },
      'SMS configuration and Auto verification for phone_number are required when MFA is required/optional',
    ],
    [
      'text messages without an SMS configuration',
      {},
      { MfaConfiguration: 'ON', SmsMfaConfiguration: { SmsAuthenticationMessage: 'Code {####}' } },
      'SMS configuration and Auto verification for phone_number are required when MFA is required/optional',
    ],
    [
      'SNS of another region',
      {},
      {
        MfaConfiguration: 'ON',
        SmsMfaConfiguration: { SmsConfiguration: { ...SmsConfiguration, SnsRegion: 'eu-west-1' } },
      },
      'Invalid snsRegion. Allowed SNS region for us-east-1 is us-east-1',
    ],
  ]

  for (const [what, pool, config, message] of refusals) {
    test(`refuses ${what}`, async () =>
      refuses(set(await newPool(root, pool), config), 'InvalidParameterException', message))
  }

  test('refuses features of a higher tier', async () =>
    refuses(
      set(await newPool(root, { UserPoolTier: 'LITE', EmailConfiguration }), {
        MfaConfiguration: 'ON',
        EmailMfaConfiguration: {},
      }),
      'FeatureUnavailableInTierException',
      'The following features need to be disabled for the LITE pricing tier configured: Email MFA',
    ))

  test('refuses a message without a place for the code', async () => {
    const answer = await house.call('SetUserPoolMfaConfig', {
      UserPoolId: await newPool(root),
      SmsMfaConfiguration: { SmsAuthenticationMessage: 'no code' },
    })
    assert.deepEqual(answer.json, {
      __type: 'InvalidParameterException',
      message:
        "1 validation error detected: Value 'no code' at 'smsMfaConfiguration.smsAuthenticationMessage' failed to satisfy constraint: Member must satisfy regular expression pattern: (?s).*\\{####\\}(?s).*",
    })
  })
})

describe('behaviour', () => {
  const full = {
    EmailMfaConfiguration: { Message: 'Code {####}', Subject: 'Code' },
    MfaConfiguration: 'OPTIONAL',
    SmsMfaConfiguration: { SmsAuthenticationMessage: 'Code {####}', SmsConfiguration },
    SoftwareTokenMfaConfiguration: { Enabled: true },
    WebAuthnConfiguration: {
      FactorConfiguration: 'MULTI_FACTOR_WITH_USER_VERIFICATION',
      RelyingPartyId: 'auth.example.com',
      UserVerification: 'required',
    },
  } as const

  test('answers what is now set, and so does GetUserPoolMfaConfig', async () => {
    const UserPoolId = await newPool(root, { EmailConfiguration })
    const answer = await house.call('SetUserPoolMfaConfig', { UserPoolId, ...full })
    assert.deepEqual(answer.json, full)
    assert.equal((await house.call('GetUserPoolMfaConfig', { UserPoolId })).text, answer.text)
  })

  test('shares the SMS configuration and message with the pool', async () => {
    const UserPoolId = await newPool(root, { EmailConfiguration })
    await set(UserPoolId, full)
    const { UserPool } = await root.send(new DescribeUserPoolCommand({ UserPoolId }))
    assert.deepEqual(UserPool?.SmsConfiguration, SmsConfiguration)
    assert.equal(UserPool?.SmsAuthenticationMessage, 'Code {####}')
    assert.equal(UserPool?.MfaConfiguration, 'OPTIONAL')
  })

  test('replaces all: what a later call leaves out is gone', async () => {
    const UserPoolId = await newPool(root, { EmailConfiguration })
    await set(UserPoolId, full)
    const { json } = await house.call('SetUserPoolMfaConfig', {
      UserPoolId,
      MfaConfiguration: 'ON',
      ...token,
    })
    assert.deepEqual(json, { MfaConfiguration: 'ON', ...token })
    const off = await house.call('SetUserPoolMfaConfig', { UserPoolId })
    assert.equal(off.text, '{"MfaConfiguration":"OFF"}')
    const { UserPool } = await root.send(new DescribeUserPoolCommand({ UserPoolId }))
    assert.deepEqual(UserPool?.SmsConfiguration, SmsConfiguration)
  })

  test('takes a second factor that is turned off beside another one', async () => {
    const UserPoolId = await newPool(root, { EmailConfiguration })
    const config = { EmailMfaConfiguration: {}, SoftwareTokenMfaConfiguration: { Enabled: false } }
    for (const MfaConfiguration of ['ON', 'OPTIONAL'] as const) {
      const { json } = await house.call('SetUserPoolMfaConfig', { UserPoolId, MfaConfiguration, ...config })
      assert.deepEqual(json, { MfaConfiguration, ...config })
    }
  })

  test('takes passkeys as a single factor where MFA is optional', async () => {
    const UserPoolId = await newPool(root, {
      Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'WEB_AUTHN'] } },
    })
    const WebAuthnConfiguration = { FactorConfiguration: 'SINGLE_FACTOR' } as const
    await set(UserPoolId, { MfaConfiguration: 'OPTIONAL', ...token, WebAuthnConfiguration })
    const { $metadata, ...config } = await root.send(new GetUserPoolMfaConfigCommand({ UserPoolId }))
    assert.deepEqual(config, { MfaConfiguration: 'OPTIONAL', ...token, WebAuthnConfiguration })
  })

  test('lets an update require MFA that it could not turn on itself', async () => {
    const UserPoolId = await newPool(root)
    await set(UserPoolId, { MfaConfiguration: 'OPTIONAL', ...token })
    await root.send(new UpdateUserPoolCommand({ UserPoolId, MfaConfiguration: 'ON' }))
    const { $metadata, ...config } = await root.send(new GetUserPoolMfaConfigCommand({ UserPoolId }))
    assert.deepEqual(config, { MfaConfiguration: 'ON', ...token })
  })

  test('changes nothing where it refuses', async () => {
    const UserPoolId = await newPool(root)
    await set(UserPoolId, { MfaConfiguration: 'ON', ...token })
    await assert.rejects(set(UserPoolId, { MfaConfiguration: 'ON' }), { name: 'InvalidParameterException' })
    const { json } = await house.call('GetUserPoolMfaConfig', { UserPoolId })
    assert.deepEqual(json, { MfaConfiguration: 'ON', ...token })
  })

  test('records the call with its answer', async () => {
    const UserPoolId = await newPool(root)
    await set(UserPoolId, { MfaConfiguration: 'OPTIONAL', ...token })
    const { responseElements } = await lastRecord(house, 'SetUserPoolMfaConfig')
    assert.deepEqual(responseElements, {
      mfaConfiguration: 'OPTIONAL',
      softwareTokenMfaConfiguration: { enabled: true },
    })
  })
})
