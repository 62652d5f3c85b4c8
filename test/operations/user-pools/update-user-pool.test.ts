import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  DescribeUserPoolCommand,
  UpdateUserPoolCommand,
  type UpdateUserPoolCommandInput,
} from '@aws-sdk/client-cognito-identity-provider'
import { MINUTE } from '../../../src/kernel/clock.ts'
import { storeImportJob } from '../../support/import-jobs.ts'
import { ACCOUNT, REGION, usePoolhouse } from '../../support/poolhouse.ts'
import { newPool, poolArn } from '../../support/pools.ts'
import { refuses } from '../../support/refuses.ts'
import { testAccess } from './signed-access.ts'

const house = usePoolhouse()
const root = house.client()

const SmsConfiguration = { SnsCallerArn: `arn:aws:iam::${ACCOUNT}:role/sms` }

function update(UserPoolId: string, input: Partial<UpdateUserPoolCommandInput>) {
  return root.send(new UpdateUserPoolCommand({ UserPoolId, ...input }))
}

async function description(UserPoolId: string) {
  const { UserPool } = await root.send(new DescribeUserPoolCommand({ UserPoolId }))
  return UserPool ?? assert.fail('no pool')
}

describe('access', () => {
  testAccess({
    operation: 'UpdateUserPool',
    house: () => house,
    input: async () => ({ UserPoolId: await newPool(root) }),
    resource: ({ UserPoolId }) => poolArn(UserPoolId),
  })

  test('asks for iam:PassRole even on the role that the pool has', async () => {
    const UserPoolId = await newPool(root, { SmsConfiguration })
    const credentials = await house.userWith(
      { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'cognito-idp:*', Resource: '*' }] },
      'updater',
    )
    const answer = await house.call('UpdateUserPool', { UserPoolId, SmsConfiguration }, { credentials })
    assert.deepEqual(answer.json, {
      __type: 'AccessDeniedException',
      Message: `User: arn:aws:iam::${ACCOUNT}:user/updater is not authorized to perform: iam:PassRole on resource: ${SmsConfiguration.SnsCallerArn} because no identity-based policy allows the iam:PassRole action`,
    })
  })
})

describe('validation', () => {
  test('refuses an unknown pool', () =>
    refuses(
      update('us-east-1_Unknown12', {}),
      'ResourceNotFoundException',
      'User pool us-east-1_Unknown12 does not exist.',
    ))

  test('refuses an unknown mode of MFA', async () => {
    const answer = await house.call('UpdateUserPool', {
      UserPoolId: await newPool(root),
      MfaConfiguration: 'SOMETIMES',
    })
    assert.deepEqual(answer.json, {
      __type: 'InvalidParameterException',
      message:
        "1 validation error detected: Value 'SOMETIMES' at 'mfaConfiguration' failed to satisfy constraint: Member must satisfy enum value set: [OPTIONAL, OFF, ON]",
    })
  })

  test('refuses to require MFA of a pool without a second factor', async () => {
    const UserPoolId = await newPool(root)
    await refuses(
      update(UserPoolId, { MfaConfiguration: 'ON', SmsConfiguration }),
      'InvalidParameterException',
      'Cannot turn MFA functionality ON, once the user pool has been created.',
    )
    await update(UserPoolId, { MfaConfiguration: 'OPTIONAL', SmsConfiguration })
    await update(UserPoolId, { MfaConfiguration: 'ON', SmsConfiguration })
    assert.equal((await description(UserPoolId)).MfaConfiguration, 'ON')
  })

  test('refuses to take the SMS configuration from a pool that needs it', async () => {
    const UserPoolId = await newPool(root, { MfaConfiguration: 'OPTIONAL', SmsConfiguration })
    await refuses(
      update(UserPoolId, {}),
      'InvalidParameterException',
      'SMS configuration and Auto verification for phone_number are required when MFA is required/optional',
    )
    assert.deepEqual((await description(UserPoolId)).SmsConfiguration, {
      ...SmsConfiguration,
      SnsRegion: REGION,
    })
  })

  // D6
  test('refuses the identity of another account', async () =>
    refuses(
      update(await newPool(root), {
        EmailConfiguration: { SourceArn: 'arn:aws:ses:us-east-1:999999999999:identity/user@example.com' },
      }),
      'NotAuthorizedException',
      'Email arn does not belong to your account.',
    ))

  test('refuses reserved tags', async () =>
    refuses(
      update(await newPool(root), { UserPoolTags: { 'aws:x': 'y' } }),
      'UserPoolTaggingException',
      'Tag keys can not start with aws:.',
    ))

  test('refuses features of a higher tier', async () =>
    refuses(
      update(await newPool(root), { UserPoolAddOns: { AdvancedSecurityMode: 'ENFORCED' } }),
      'FeatureUnavailableInTierException',
      'The following features need to be disabled for the ESSENTIALS pricing tier configured: Threat Protection',
    ))

  test('refuses a lower tier while a feature of the higher one is in use', async () => {
    const UserPoolId = await newPool(root, { DcrConfiguration: { OpenDcrEnabled: true } })
    await refuses(
      update(UserPoolId, { UserPoolTier: 'LITE' }),
      'TierChangeNotAllowedException',
      'The following features need to be disabled for the LITE pricing tier configured: Dynamic Client Registration',
    )
    await update(UserPoolId, { UserPoolTier: 'LITE', DcrConfiguration: { EnableStatus: 'Disabled' } })
    assert.equal((await description(UserPoolId)).UserPoolTier, 'LITE')
  })

  // R1
  test('refuses LITE while an app client rotates its refresh tokens', async () => {
    const UserPoolId = await newPool(root, { UserPoolTier: 'PLUS' })
    await putClient(UserPoolId, 'ENABLED')
    await refuses(
      update(UserPoolId, { UserPoolTier: 'LITE' }),
      'TierChangeNotAllowedException',
      'The following features need to be disabled for the LITE pricing tier configured: Refresh Token Rotation',
    )
    await update(UserPoolId, { UserPoolTier: 'ESSENTIALS' })
    await putClient(UserPoolId, 'DISABLED')
    await update(UserPoolId, { UserPoolTier: 'LITE' })
  })

  test('refuses every change while users are imported', async () => {
    const UserPoolId = await newPool(root)
    await storeImportJob(house.storage, UserPoolId, { status: 'InProgress' })
    await refuses(
      root.send(new UpdateUserPoolCommand({ UserPoolId, PoolName: 'other' })),
      'UserImportInProgressException',
      `User pool ${UserPoolId} has an import job in progress.`,
    )
  })
})

describe('behaviour', () => {
  test('answers an empty object', async () => {
    const answer = await house.call('UpdateUserPool', { UserPoolId: await newPool(root) })
    assert.equal(answer.text, '{}')
  })

  test('changes what it names and when the pool was changed', async () => {
    const UserPoolId = await newPool(root, { UserPoolTier: 'LITE' })
    const before = await description(UserPoolId)
    house.passTime(MINUTE)
    await update(UserPoolId, { AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } })
    const { AdminCreateUserConfig, LastModifiedDate, ...rest } = await description(UserPoolId)
    assert.deepEqual(AdminCreateUserConfig, { AllowAdminCreateUserOnly: true, UnusedAccountValidityDays: 7 })
    assert.ok(Number(LastModifiedDate) >= Number(before.LastModifiedDate) + MINUTE)
    const {
      AdminCreateUserConfig: _,
      LastModifiedDate: __,
      $metadata: ___,
      ...expected
    } = {
      ...before,
      $metadata: undefined,
    }
    assert.deepEqual(rest, expected)
  })

  test('resets most of what it leaves out', async () => {
    const UserPoolId = await newPool(root, {
      SmsConfiguration,
      AutoVerifiedAttributes: ['email'],
      LambdaConfig: { PreSignUp: `arn:aws:lambda:us-east-1:${ACCOUNT}:function:f` },
      EmailVerificationSubject: 'Subject',
      UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] },
      DeviceConfiguration: { ChallengeRequiredOnNewDevice: true },
      AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'admin_only', Priority: 1 }] },
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
    })
    await update(UserPoolId, {})
    const pool = await description(UserPoolId)
    const plain = await description(await newPool(root))
    const { Id, Arn, CreationDate, LastModifiedDate, ...settings } = pool
    for (const [name, value] of Object.entries(settings)) {
      assert.deepEqual(value, plain[name as keyof typeof plain], name)
    }
    assert.deepEqual(Object.keys(pool).toSorted(), Object.keys(plain).toSorted())
  })

  // the last row of the corrections
  test('lets users sign up again if it leaves out who may create them', async () => {
    const UserPoolId = await newPool(root, { AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } })
    await update(UserPoolId, {
      LambdaConfig: { PreSignUp: `arn:aws:lambda:us-east-1:${ACCOUNT}:function:f` },
    })
    const { AdminCreateUserConfig } = await description(UserPoolId)
    assert.deepEqual(AdminCreateUserConfig, { AllowAdminCreateUserOnly: false, UnusedAccountValidityDays: 7 })
  })

  test('keeps name, policies, deletion protection, tier, key, issuer and tags that it leaves out', async () => {
    const kept = {
      Policies: {
        PasswordPolicy: {
          MinimumLength: 14,
          RequireLowercase: false,
          RequireNumbers: false,
          RequireSymbols: false,
          RequireUppercase: false,
          TemporaryPasswordValidityDays: 2,
        },
        SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'WEB_AUTHN'] },
      },
      DeletionProtection: 'ACTIVE',
      UserPoolTier: 'PLUS',
      IssuerConfiguration: { Type: 'UPDATED' },
      KeyConfiguration: {
        KeyType: 'CUSTOMER_MANAGED_KEY',
        KmsKeyArn: `arn:aws:kms:us-east-1:${ACCOUNT}:key/1`,
      },
      UserPoolTags: { env: 'test' },
      UsernameAttributes: ['email'],
      UsernameConfiguration: { CaseSensitive: true },
    } as const
    const UserPoolId = await newPool(root, {
      ...kept,
      Policies: kept.Policies as never,
      UsernameAttributes: ['email'],
    })
    await update(UserPoolId, { SmsConfiguration })
    const pool = await description(UserPoolId)
    assert.equal(pool.Name, 'pool')
    for (const [name, value] of Object.entries(kept)) assert.deepEqual(pool[name as keyof typeof kept], value)
  })

  // R2
  test('raises a pool from LITE, and nothing else of it changes', async () => {
    const UserPoolId = await newPool(root, { UserPoolTier: 'LITE' })
    const { LastModifiedDate: _, ...before } = await description(UserPoolId)
    await update(UserPoolId, { UserPoolTier: 'ESSENTIALS' })
    const { LastModifiedDate: __, ...after } = await description(UserPoolId)
    assert.deepEqual(after, { ...before, UserPoolTier: 'ESSENTIALS' })
    assert.equal('AcrConfiguration' in after, false)
  })

  test('gives the pool another name', async () => {
    const UserPoolId = await newPool(root)
    await update(UserPoolId, { PoolName: 'renamed' })
    assert.equal((await description(UserPoolId)).Name, 'renamed')
  })

  test('takes an empty account recovery setting as the older rule', async () => {
    const UserPoolId = await newPool(root)
    await update(UserPoolId, { AccountRecoverySetting: {} })
    assert.deepEqual((await description(UserPoolId)).AccountRecoverySetting, {})
  })

  test('does not touch the schema', async () => {
    const UserPoolId = await newPool(root, { Schema: [{ Name: 'team', AttributeDataType: 'String' }] })
    const { SchemaAttributes } = await description(UserPoolId)
    await house.call('UpdateUserPool', {
      UserPoolId,
      Schema: [{ Name: 'other', AttributeDataType: 'String' }],
    })
    assert.deepEqual((await description(UserPoolId)).SchemaAttributes, SchemaAttributes)
  })
})

/** More than a page of clients, the last one rotating its refresh tokens or not. */
async function putClient(userPoolId: string, feature: 'ENABLED' | 'DISABLED'): Promise<void> {
  await house.storage.transaction(async ({ clients }) => {
    for (let i = 0; i < 70; i++) {
      const client = {
        id: `${userPoolId}-client-${String(i).padStart(2, '0')}`,
        userPoolId,
        name: 'client',
        clientType: 'REGULAR',
        settings: {
          refreshTokenValidity: 30,
          tokenValidityUnits: {},
          allowedOAuthFlowsUserPoolClient: false,
          enableTokenRevocation: true,
          enablePropagateAdditionalUserContextData: false,
          authSessionValidity: 3,
          refreshTokenRotation: { feature: i === 69 ? feature : 'DISABLED' },
        },
        createdAt: 0,
        modifiedAt: 0,
      } as const
      if (await clients.find(client.id)) await clients.save(client)
      else await clients.insert(client)
    }
  })
}
