import assert from 'node:assert/strict'
import { beforeEach, describe, test } from 'node:test'
import {
  CreateUserPoolClientCommand,
  type CreateUserPoolClientCommandInput,
  DescribeUserPoolClientCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { MAX_CLIENTS } from '../../../src/domain/clients/client-quota.ts'
import { ACCOUNT, usePoolhouse } from '../../support/poolhouse.ts'
import { createClient, newPool } from '../../support/pools.ts'
import { refuses } from '../../support/refuses.ts'
import { testAccess } from '../user-pools/signed-access.ts'
import { described, fillWithClients, lastRecord, NO_POOL, NO_POOL_TEXT, poolArn } from './clients.ts'

type Input = Partial<CreateUserPoolClientCommandInput>

const house = usePoolhouse()
const root = house.client()
let UserPoolId: string
beforeEach(async () => {
  UserPoolId = await newPool(root, {
    Schema: [
      { Name: 'family_name', AttributeDataType: 'String', Mutable: true, Required: true },
      { Name: 'team', AttributeDataType: 'String', Mutable: true },
    ],
  })
})

const create = (input: Input = {}) =>
  root.send(new CreateUserPoolClientCommand({ UserPoolId, ClientName: 'client', ...input }))

const GIVEN_SECRET = 'a_secret_of_my_own_choice+1'
const ROLE = `arn:aws:iam::${ACCOUNT}:role/pinpoint`

describe('access', () => {
  testAccess({
    operation: 'CreateUserPoolClient',
    house: () => house,
    input: async () => ({ UserPoolId, ClientName: 'client' }),
    resource: poolArn,
  })

  test('asks for iam:PassRole on the role of an analytics configuration', async () => {
    const credentials = await house.userWith(
      { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'cognito-idp:*', Resource: '*' }] },
      'no-passer',
    )
    const AnalyticsConfiguration = { ApplicationId: 'abc123', ExternalId: 'x', RoleArn: ROLE }
    const input = { UserPoolId, ClientName: 'client', AnalyticsConfiguration }
    const answer = await house.call('CreateUserPoolClient', input, { credentials })
    assert.deepEqual(answer.json, {
      __type: 'AccessDeniedException',
      Message: `User: arn:aws:iam::${ACCOUNT}:user/no-passer is not authorized to perform: iam:PassRole on resource: ${ROLE} because no identity-based policy allows the iam:PassRole action`,
    })
  })
})

describe('validation', () => {
  test('asks for a name', async () => {
    const answer = await house.call('CreateUserPoolClient', { UserPoolId })
    assert.deepEqual(answer.json, {
      __type: 'InvalidParameterException',
      message:
        "1 validation error detected: Value null at 'clientName' failed to satisfy constraint: Member must not be null",
    })
  })

  test('refuses a secret of 23 characters without showing it', async () => {
    const answer = await house.call('CreateUserPoolClient', {
      UserPoolId,
      ClientName: 'client',
      ClientSecret: 'x'.repeat(23),
    })
    assert.equal(answer.json.__type, 'InvalidParameterException')
    assert.match(answer.json.message, /Member must have length greater than or equal to 24$/)
    assert.doesNotMatch(answer.text, /xxx/)
  })

  test('refuses a session of two minutes', () =>
    refuses(
      create({ AuthSessionValidity: 2 }),
      'InvalidParameterException',
      "1 validation error detected: Value '2' at 'authSessionValidity' failed to satisfy constraint: Member must have value greater than or equal to 3",
    ))

  const invalid: [string, Input, string][] = [
    [
      'a write list that lacks a required attribute',
      { ReadAttributes: ['given_name'], WriteAttributes: ['given_name'] },
      'Invalid write attributes specified while creating a client',
    ],
    [
      'a write list with a flag of verification',
      { WriteAttributes: ['family_name', 'email_verified'] },
      'Invalid write attributes specified while creating a client',
    ],
    [
      'a read list with an unknown attribute',
      { ReadAttributes: ['custom:unknown'] },
      'Invalid read attributes specified while creating a client',
    ],
    [
      'legacy flow names together with new ones',
      { ExplicitAuthFlows: ['USER_PASSWORD_AUTH', 'ALLOW_USER_SRP_AUTH'] },
      "Auth flow name with prefix 'ALLOW' cannot be used with legacy auth flow names.",
    ],
    [
      'rotation beside the refresh flow', // R4
      {
        RefreshTokenRotation: { Feature: 'ENABLED' },
        ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH', 'ALLOW_USER_SRP_AUTH'],
      },
      'ALLOW_REFRESH_TOKEN_AUTH is not a permitted ExplicitAuthFlow when refresh token rotation is enabled.',
    ],
    ['access tokens of 25 hours', { AccessTokenValidity: 25 }, 'Invalid range for token validity.'],
    [
      'ID tokens that outlive the refresh token',
      {
        IdTokenValidity: 2,
        RefreshTokenValidity: 1,
        TokenValidityUnits: { RefreshToken: 'hours' },
      },
      'Access and Id Token expiration times must be less than or equal to refresh token expiration times.',
    ],
    [
      'user context without a secret',
      { EnablePropagateAdditionalUserContextData: true },
      'Client Secret is required to set EnablePropagateAdditionalUserContextData as true',
    ],
    [
      'analytics that name a project in both ways',
      {
        AnalyticsConfiguration: {
          ApplicationId: 'abc',
          ApplicationArn: 'arn:aws:mobiletargeting:us-east-1:1:apps/a',
        },
      },
      'Invalid analytics configuration given, either <application arn> or <application id, role arn, external id> are valid',
    ],
    [
      'a callback without encryption',
      { CallbackURLs: ['http://example.com'] },
      'http://example.com cannot use the HTTP protocol.',
    ],
    [
      'a callback with a fragment',
      { CallbackURLs: ['https://example.com/#a'] },
      'https://example.com/#a cannot use fragment',
    ],
    [
      'a default redirect that is no callback',
      { CallbackURLs: ['https://example.com'], DefaultRedirectURI: 'https://example.org' },
      'The default redirect URI https://example.org is not in the callback URIs list.',
    ],
    [
      'OAuth without flows and scopes',
      { AllowedOAuthFlowsUserPoolClient: true },
      'AllowedOAuthFlows and AllowedOAuthScopes are required if user pool client is allowed to use OAuth flows.',
    ],
    [
      'a secret that is both generated and given',
      { GenerateSecret: true, ClientSecret: GIVEN_SECRET },
      'GenerateSecret cannot be true where a ClientSecret is provided.',
    ],
  ]
  for (const [what, input, message] of invalid) {
    test(`refuses ${what}`, () => refuses(create(input), 'InvalidParameterException', message))
  }

  const unknownFlows: [keyof Input, string][] = [
    ['AllowedOAuthFlows', 'implicit, client_credentials, code'],
    [
      'ExplicitAuthFlows',
      'ALLOW_CUSTOM_AUTH, ADMIN_NO_SRP_AUTH, ALLOW_USER_AUTH, ALLOW_REFRESH_TOKEN_AUTH, ALLOW_USER_PASSWORD_AUTH, ALLOW_USER_SRP_AUTH, CUSTOM_AUTH_FLOW_ONLY, USER_PASSWORD_AUTH, ALLOW_ADMIN_USER_PASSWORD_AUTH',
    ],
  ]
  // D8
  for (const [member, set] of unknownFlows) {
    test(`refuses ${member} out of the set and lists it in the order of the service`, () =>
      refuses(
        create({ [member]: ['password'] }),
        'InvalidParameterException',
        `1 validation error detected: Value '[password]' at '${member[0]?.toLowerCase()}${member.slice(1)}' failed to satisfy constraint: Member must satisfy constraint: [Member must satisfy enum value set: [${set}]]`,
      ))
  }

  test('refuses a provider that the pool lacks', () =>
    refuses(
      create({ SupportedIdentityProviders: ['COGNITO', 'Google'] }),
      'InvalidParameterException',
      `The provider Google does not exist for User Pool ${UserPoolId}.`,
    ))

  const invalidFlows: [string, Input, string][] = [
    [
      'the code flow without callbacks',
      { AllowedOAuthFlows: ['code'] },
      'CallbackUrls can not be empty when code flow or implicit flow is selected',
    ],
    [
      'client credentials together with another flow',
      { AllowedOAuthFlows: ['client_credentials', 'code'], CallbackURLs: ['https://example.com'] },
      'client_credentials flow can not be selected along with code flow or implicit flow.',
    ],
    [
      'client credentials without a secret',
      { AllowedOAuthFlows: ['client_credentials'] },
      'client_credentials flow can not be selected if client does not have a client secret.',
    ],
    [
      'client credentials with a scope of users', // D7
      { AllowedOAuthFlows: ['client_credentials'], AllowedOAuthScopes: ['openid'], GenerateSecret: true },
      'openid is not supported with client_credentials flow',
    ],
  ]
  for (const [what, input, message] of invalidFlows) {
    test(`refuses ${what}`, () => refuses(create(input), 'InvalidOAuthFlowException', message))
  }

  test('refuses a scope that no resource server has', () =>
    refuses(
      create({ AllowedOAuthScopes: ['openid', 'orders/read'] }),
      'ScopeDoesNotExistException',
      'Invalid scope requested: orders/read',
    ))

  // R1
  test('refuses rotation in the LITE tier, alone and together with the refresh flow', async () => {
    const lite = await newPool(root, { UserPoolTier: 'LITE' })
    for (const ExplicitAuthFlows of [undefined, ['ALLOW_REFRESH_TOKEN_AUTH' as const]]) {
      await refuses(
        create({ UserPoolId: lite, RefreshTokenRotation: { Feature: 'ENABLED' }, ExplicitAuthFlows }),
        'FeatureUnavailableInTierException',
        'The following features need to be disabled for the LITE pricing tier configured: Refresh Token Rotation',
      )
    }
    await create({ UserPoolId: lite, RefreshTokenRotation: { Feature: 'DISABLED' } })
  })

  test('refuses a client beyond the quota of the pool', async () => {
    const { ClientId } = await createClient(root, UserPoolId)
    await fillWithClients(house, ClientId, MAX_CLIENTS - 1)
    await create()
    await refuses(
      create(),
      'LimitExceededException',
      `The limit of ${MAX_CLIENTS} app clients in this user pool is reached.`,
    )
  })

  test('refuses an unknown pool, and one of another region', async () => {
    await refuses(create({ UserPoolId: NO_POOL }), 'ResourceNotFoundException', NO_POOL_TEXT)
    const elsewhere = await house.call(
      'CreateUserPoolClient',
      { UserPoolId, ClientName: 'client' },
      { region: 'eu-west-1' },
    )
    assert.deepEqual(elsewhere.json, {
      __type: 'ResourceNotFoundException',
      message: `User pool ${UserPoolId} does not exist.`,
    })
  })
})

describe('behaviour', () => {
  test('answers a client that has only a name in the recorded form, and describes it alike', async () => {
    const created = await house.call('CreateUserPoolClient', { UserPoolId, ClientName: 'default' })
    const { ClientId } = created.json.UserPoolClient
    const date = String.raw`1\.\d{1,12}E9`
    const body = String.raw`^\{"UserPoolClient":\{"AllowedOAuthFlowsUserPoolClient":false,"AuthSessionValidity":3,"ClientId":"${ClientId}","ClientName":"default","CreationDate":(${date}),"EnablePropagateAdditionalUserContextData":false,"EnableTokenRevocation":true,"LastModifiedDate":\1,"RefreshTokenValidity":30,"TokenValidityUnits":\{\},"UserPoolId":"${UserPoolId}"\}\}$`
    assert.match(created.text, new RegExp(body))
    assert.match(ClientId, /^[0-9a-z]{26}$/)
    const shown = await house.call('DescribeUserPoolClient', { UserPoolId, ClientId })
    assert.equal(shown.text, created.text)
  })

  test('keeps every setting and shows lists that are sets in the order of a hash set', async () => {
    const input = {
      ClientName: 'all of it',
      ClientSecret: GIVEN_SECRET,
      RefreshTokenValidity: 1000,
      AccessTokenValidity: 300,
      IdTokenValidity: 1,
      TokenValidityUnits: { RefreshToken: 'hours', AccessToken: 'seconds', IdToken: 'days' },
      ReadAttributes: ['given_name', 'email_verified', 'custom:team'],
      WriteAttributes: ['given_name', 'family_name'],
      SupportedIdentityProviders: ['COGNITO'],
      CallbackURLs: ['https://example.com/in', 'myapp://in', 'http://localhost:3000'],
      LogoutURLs: ['https://example.com/out'],
      DefaultRedirectURI: 'myapp://in',
      AllowedOAuthFlows: ['implicit', 'code'],
      AllowedOAuthScopes: ['aws.cognito.signin.user.admin', 'phone', 'openid', 'profile', 'email'],
      AllowedOAuthFlowsUserPoolClient: true,
      AnalyticsConfiguration: {
        ApplicationId: 'abc123',
        RoleArn: ROLE,
        ExternalId: 'x',
        UserDataShared: true,
      },
      PreventUserExistenceErrors: 'ENABLED',
      EnableTokenRevocation: false,
      EnablePropagateAdditionalUserContextData: true,
      AuthSessionValidity: 15,
      RefreshTokenRotation: { Feature: 'DISABLED', RetryGracePeriodSeconds: 0 },
    } satisfies Input
    const client = await createClient(root, UserPoolId, {
      ...input,
      ExplicitAuthFlows: [
        'ALLOW_USER_AUTH',
        'ALLOW_USER_SRP_AUTH',
        'ALLOW_USER_PASSWORD_AUTH',
        'ALLOW_CUSTOM_AUTH',
        'ALLOW_ADMIN_USER_PASSWORD_AUTH',
        'ALLOW_REFRESH_TOKEN_AUTH',
      ],
    })
    const { ClientId, CreationDate, LastModifiedDate, ...settings } = client
    assert.deepEqual(settings, {
      ...input,
      UserPoolId,
      ExplicitAuthFlows: [
        'ALLOW_CUSTOM_AUTH',
        'ALLOW_USER_PASSWORD_AUTH',
        'ALLOW_ADMIN_USER_PASSWORD_AUTH',
        'ALLOW_USER_AUTH',
        'ALLOW_USER_SRP_AUTH',
        'ALLOW_REFRESH_TOKEN_AUTH',
      ],
    })
    assert.deepEqual(CreationDate, LastModifiedDate)
    assert.deepEqual(await described(root, UserPoolId, ClientId), client)
  })

  test('generates a secret of 52 characters on demand', async () => {
    const { ClientId, ClientSecret } = await createClient(root, UserPoolId, { GenerateSecret: true })
    assert.match(ClientSecret ?? '', /^[0-9a-z]{52}$/)
    assert.equal((await described(root, UserPoolId, ClientId)).ClientSecret, ClientSecret)
  })

  test('lets a client with a secret use client credentials and hand on user context', async () => {
    const { UserPoolClient } = await create({
      GenerateSecret: true,
      AllowedOAuthFlowsUserPoolClient: true,
      AllowedOAuthFlows: ['client_credentials'],
      AllowedOAuthScopes: ['aws.cognito/dcr/register'],
      EnablePropagateAdditionalUserContextData: true,
    })
    assert.deepEqual(UserPoolClient?.AllowedOAuthFlows, ['client_credentials'])
  })

  test('takes empty lists for none', async () => {
    const client = await createClient(root, UserPoolId, {
      ReadAttributes: [],
      WriteAttributes: [],
      ExplicitAuthFlows: [],
      CallbackURLs: [],
      AllowedOAuthScopes: [],
    })
    for (const member of [
      'ReadAttributes',
      'WriteAttributes',
      'ExplicitAuthFlows',
      'CallbackURLs',
      'AllowedOAuthScopes',
    ]) {
      assert.ok(!(member in client), member)
    }
  })

  test('shows a grace period of 0 where rotation states none', async () => {
    const { RefreshTokenRotation } = await createClient(root, UserPoolId, {
      RefreshTokenRotation: { Feature: 'ENABLED' },
    })
    assert.deepEqual(RefreshTokenRotation, { Feature: 'ENABLED', RetryGracePeriodSeconds: 0 })
  })

  // R3
  test('keeps no grace period while rotation is off', async () => {
    const answered = await createClient(root, UserPoolId, {
      RefreshTokenRotation: { Feature: 'DISABLED', RetryGracePeriodSeconds: 4 },
    })
    const off = { Feature: 'DISABLED', RetryGracePeriodSeconds: 0 }
    assert.deepEqual(answered.RefreshTokenRotation, off)
    const { ClientId } = answered
    const { UserPoolClient } = await root.send(new DescribeUserPoolClientCommand({ UserPoolId, ClientId }))
    assert.deepEqual(UserPoolClient?.RefreshTokenRotation, off)
  })

  test('leaves the modification date of the pool alone', async () => {
    const before = await house.storage.stores.userPools.find(UserPoolId)
    await create()
    assert.deepEqual(await house.storage.stores.userPools.find(UserPoolId), before)
  })

  test('records the call with its answer and without the secret', async () => {
    const { ClientId, CreationDate } = await createClient(root, UserPoolId, { ClientSecret: GIVEN_SECRET })
    const record = await lastRecord(house, 'CreateUserPoolClient')
    assert.equal(record.requestParameters.clientName, 'client')
    const { userPoolClient } = record.responseElements
    assert.equal(userPoolClient.clientId, ClientId)
    assert.equal(userPoolClient.clientSecret, 'HIDDEN_DUE_TO_SECURITY_REASONS')
    const seconds = String(CreationDate?.getUTCSeconds()).padStart(2, '0')
    assert.match(
      userPoolClient.creationDate,
      new RegExp(`^[A-Z][a-z]{2} \\d+, \\d{4}, \\d+:\\d\\d:${seconds} [AP]M$`),
    )
    assert.ok(!JSON.stringify(record).includes(GIVEN_SECRET))
  })

  test('writes no secret to the log', async () => {
    const { ClientSecret = '' } = await createClient(root, UserPoolId, { GenerateSecret: true })
    await create({ ClientSecret: GIVEN_SECRET, AccessTokenValidity: 25 }).catch(() => {})
    assert.ok(house.logLines.every((line) => !line.includes(ClientSecret) && !line.includes(GIVEN_SECRET)))
  })
})
