import { describe } from 'node:test'
import { CreateIdentityProviderCommand } from '@aws-sdk/client-cognito-identity-provider'
import { ACCOUNT, REGION, usePoolhouse } from '../support/poolhouse.ts'
import { createClient, newPool } from '../support/pools.ts'
import { type Change, change, testChanges } from './replay.ts'
import { managedUserPoolClient, userPoolClient } from './user-pool-client.ts'

const house = usePoolhouse()
const root = house.client()

const callback_urls = ['https://app.example.com/back', 'app://back']
const codeFlow = {
  allowed_oauth_flows_user_pool_client: true,
  allowed_oauth_flows: ['code'],
  allowed_oauth_scopes: ['openid'],
  supported_identity_providers: ['COGNITO'],
  callback_urls,
}
const units = (access_token: string, id_token: string, refresh_token: string) => ({
  token_validity_units: { access_token, id_token, refresh_token },
})

/** A pool with a custom attribute and an identity provider that clients can name. */
async function poolWithProvider(): Promise<string> {
  const UserPoolId = await newPool(root, {
    Schema: [{ Name: 'team', AttributeDataType: 'String', Mutable: true }],
  })
  const issuer = 'https://login.example.com'
  const ProviderDetails = {
    client_id: 'app',
    client_secret: 'secret',
    authorize_scopes: 'openid',
    attributes_request_method: 'GET',
    oidc_issuer: issuer,
    authorize_url: `${issuer}/authorize`,
    token_url: `${issuer}/token`,
    attributes_url: `${issuer}/userinfo`,
    jwks_uri: `${issuer}/keys`,
  }
  const provider = { ProviderName: 'Example', ProviderType: 'OIDC', ProviderDetails } as const
  await root.send(new CreateIdentityProviderCommand({ UserPoolId, ...provider }))
  return UserPoolId
}

/** What both resources have in common. */
const SETTINGS: readonly Change[] = [
  change('access_token_validity', [5, 1]),
  change('allowed_oauth_flows', [['code'], ['implicit', 'code']], { with: codeFlow }),
  change('allowed_oauth_flows_user_pool_client', [true, false], { with: codeFlow }),
  change('allowed_oauth_scopes', [['openid'], ['profile', 'openid', 'email']], { with: codeFlow }),
  change('analytics_configuration', [
    {
      application_id: 'a'.repeat(32),
      external_id: 'one',
      role_arn: `arn:aws:iam::${ACCOUNT}:role/analytics`,
      user_data_shared: true,
    },
    {
      application_id: 'b'.repeat(32),
      external_id: 'two',
      role_arn: `arn:aws:iam::${ACCOUNT}:role/analytics`,
      user_data_shared: false,
    },
  ]),
  change(
    'analytics_configuration',
    [{ application_arn: `arn:aws:mobiletargeting:${REGION}:${ACCOUNT}:apps/one` }],
    {
      title: 'by ARN',
    },
  ),
  change('auth_session_validity', [3, 15]),
  change('callback_urls', [callback_urls, ['http://localhost:3000', ...callback_urls]]),
  change('default_redirect_uri', callback_urls, { with: { callback_urls } }),
  change('enable_propagate_additional_user_context_data', [false]),
  change('enable_token_revocation', [false, true]),
  change('explicit_auth_flows', [
    ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    ['ALLOW_USER_AUTH', 'ALLOW_CUSTOM_AUTH', 'ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ALLOW_USER_PASSWORD_AUTH'],
    ['ADMIN_NO_SRP_AUTH'],
  ]),
  change('id_token_validity', [5, 1]),
  change('logout_urls', [['https://app.example.com/bye'], ['app://bye', 'https://app.example.com/bye']]),
  change('prevent_user_existence_errors', ['ENABLED', 'LEGACY']),
  change('read_attributes', [['email'], ['name', 'email', 'custom:team']]),
  change('refresh_token_validity', [60, 120]),
  change('supported_identity_providers', [['COGNITO'], ['COGNITO', 'Example']]),
  change('token_validity_units', [
    { access_token: 'minutes' },
    { id_token: 'minutes', refresh_token: 'hours' },
  ]),
  {
    argument: 'token_validity_units',
    title: 'with validities',
    steps: [
      {
        access_token_validity: 60,
        id_token_validity: 3600,
        refresh_token_validity: 90,
        ...units('minutes', 'seconds', 'days'),
      },
      {
        access_token_validity: 1,
        id_token_validity: 1,
        refresh_token_validity: 48,
        ...units('days', 'hours', 'hours'),
      },
      { access_token_validity: 1, id_token_validity: 1, refresh_token_validity: 2 },
      {
        access_token_validity: 1,
        id_token_validity: 1,
        refresh_token_validity: 2,
        ...units('hours', 'hours', 'days'),
      },
    ],
  },
  change('write_attributes', [['email'], ['name', 'email', 'custom:team']]),
]

const secret = { generate_secret: true }
const rotation = (feature: string, retry_grace_period_seconds: number) => ({
  feature,
  retry_grace_period_seconds,
})

describe('aws_cognito_user_pool_client', () => {
  const base = async () => ({ name: 'app', user_pool_id: await poolWithProvider() })
  testChanges(house, userPoolClient, base, [
    ...SETTINGS,
    change('enable_propagate_additional_user_context_data', [true, false], {
      title: 'with a secret',
      with: secret,
      unimported: ['generate_secret'],
    }),
    change('generate_secret', [true, false], { unimported: ['generate_secret'] }),
    change('name', ['app', 'renamed'], { stays: true }),
    change('refresh_token_rotation', [
      rotation('ENABLED', 10),
      rotation('ENABLED', 60),
      rotation('DISABLED', 0),
    ]),
    { argument: 'user_pool_id', steps: [{}, async () => ({ user_pool_id: await poolWithProvider() })] },
  ])
})

describe('aws_cognito_managed_user_pool_client', () => {
  const NAMES = ['name_pattern', 'name_prefix']
  const withClient = async () => {
    const user_pool_id = await poolWithProvider()
    await createClient(root, user_pool_id, { ClientName: 'AmazonOpenSearchService-app' })
    await createClient(root, user_pool_id, { ClientName: 'other' })
    return { user_pool_id }
  }
  const base = async () => ({ ...(await withClient()), name_prefix: 'AmazonOpenSearch' })
  const changes: readonly Change[] = [
    ...SETTINGS,
    { argument: 'name_pattern', steps: [{ name_prefix: undefined, name_pattern: '^Amazon.+-app$' }] },
    change('name_prefix', ['Amazon', 'AmazonOpen'], { stays: true }),
    { argument: 'user_pool_id', steps: [{}, withClient] },
  ]
  const unimported = (change: Change) => [...(change.unimported ?? []), ...NAMES]
  testChanges(
    house,
    managedUserPoolClient,
    base,
    changes.map((change) => ({ ...change, unimported: unimported(change) })),
  )
})
