// Settings that are kept without effect: storing one is logged. A setting that waits for a part of the server leaves
// both lists when that part is built.
import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type { OperationName } from '../../../src/contract/generated/types.ts'
import { model } from '../../../src/contract/model.ts'
import { CLIENT_RULES } from '../../../src/domain/without-effect/client-settings.ts'
import { DOMAIN_RULES } from '../../../src/domain/without-effect/domain-settings.ts'
import { POOL_RULES } from '../../../src/domain/without-effect/pool-settings.ts'
import { ACCOUNT, REGION, usePoolhouse } from '../../support/poolhouse.ts'
import { newPool } from '../../support/pools.ts'

const PROJECT = `arn:aws:mobiletargeting:${REGION}:${ACCOUNT}:apps/0123456789abcdef0123456789abcdef`

/** How each setting of a pool is requested: by CreateUserPool, or by SetUserPoolMfaConfig. */
const OF_POOLS: Readonly<Record<string, object>> = {
  KeyConfiguration: {
    KeyConfiguration: {
      KeyType: 'CUSTOMER_MANAGED_KEY',
      KmsKeyArn: `arn:aws:kms:${REGION}:${ACCOUNT}:key/11111111-2222-3333-4444-555555555555`,
    },
  },
}

const OF_CLIENTS: Readonly<Record<string, object>> = {
  AnalyticsConfiguration: { AnalyticsConfiguration: { ApplicationArn: PROJECT } },
}

/** Members of the requests that have their effect. */
const EFFECTIVE: Partial<Record<OperationName, string>> = {
  CreateUserPool: `PoolName Policies DeletionProtection AutoVerifiedAttributes AliasAttributes UsernameAttributes
    SmsVerificationMessage EmailVerificationMessage EmailVerificationSubject UserAttributeUpdateSettings UserPoolTags
    AdminCreateUserConfig Schema UsernameConfiguration AccountRecoverySetting UserPoolTier IssuerConfiguration AcrConfiguration UserPoolAddOns
    DeviceConfiguration MfaConfiguration SmsAuthenticationMessage DcrConfiguration EmailConfiguration
    SmsConfiguration VerificationMessageTemplate LambdaConfig`,
  SetUserPoolMfaConfig: `UserPoolId MfaConfiguration SmsMfaConfiguration EmailMfaConfiguration
    SoftwareTokenMfaConfiguration WebAuthnConfiguration`,
  CreateUserPoolClient: `UserPoolId ClientName GenerateSecret ClientSecret RefreshTokenValidity AccessTokenValidity
    IdTokenValidity TokenValidityUnits ReadAttributes WriteAttributes PreventUserExistenceErrors EnableTokenRevocation
    AuthSessionValidity RefreshTokenRotation CallbackURLs LogoutURLs DefaultRedirectURI AllowedOAuthFlows
    AllowedOAuthScopes AllowedOAuthFlowsUserPoolClient ExplicitAuthFlows SupportedIdentityProviders
    EnablePropagateAdditionalUserContextData`,
}

const house = usePoolhouse()
let UserPoolId: string

before(async () => {
  UserPoolId = await newPool(house.client())
})

/** The settings that were logged while this was done. */
async function loggedBy(work: () => Promise<unknown>): Promise<string[]> {
  const before = house.logLines.length
  await work()
  return house.logLines
    .slice(before)
    .map((line) => JSON.parse(line))
    .filter(({ level, message }) => level === 'warn' && message.startsWith('Settings were stored'))
    .flatMap(({ settings }) => settings)
}

async function ok(operation: OperationName, input: object) {
  const { status, text, json } = await house.call(operation, input)
  assert.equal(status, 200, `${operation}: ${text}`)
  return json
}

async function poolWith(input: object): Promise<string> {
  const { mfa, ...settings } = input as { readonly mfa?: object }
  const { UserPool } = await ok('CreateUserPool', { PoolName: 'pool', ...settings })
  if (mfa) await ok('SetUserPoolMfaConfig', { UserPoolId: UserPool.Id, ...mfa })
  return UserPool.Id
}

describe('a setting that is stored without effect', () => {
  test('is logged for each pool', async () => {
    assert.deepEqual(Object.keys(OF_POOLS).sort(), POOL_RULES.map(({ setting }) => setting).sort())
    for (const [setting, input] of Object.entries(OF_POOLS)) {
      assert.ok((await loggedBy(() => poolWith(input))).includes(setting), setting)
    }
  })

  test('is logged for each app client', async () => {
    assert.deepEqual(Object.keys(OF_CLIENTS).sort(), CLIENT_RULES.map(({ setting }) => setting).sort())
    for (const [setting, settings] of Object.entries(OF_CLIENTS)) {
      const input = { UserPoolId, ClientName: 'client', ...settings }
      assert.ok((await loggedBy(() => ok('CreateUserPoolClient', input))).includes(setting), setting)
    }
  })

  test('is logged for each domain, also when it is stored later', async () => {
    const CertificateArn = 'arn:aws:acm:us-east-1:123456789012:certificate/c'
    const domain = { UserPoolId, Domain: 'auth.effect.example' }
    const input = {
      ...domain,
      CustomDomainConfig: { CertificateArn, SecurityPolicy: 'TLS_V1_2_2021' },
      Routing: { Failover: { SecondaryRegion: 'eu-west-1', PrimaryRoute53HealthCheckId: 'h' } },
    }
    const all = DOMAIN_RULES.map(({ setting }) => setting)
    assert.deepEqual(await loggedBy(() => ok('CreateUserPoolDomain', input)), all)
    assert.deepEqual(await loggedBy(() => ok('UpdateUserPoolDomain', input)), all)
    const plain = { UserPoolId, Domain: 'effect' }
    assert.deepEqual(await loggedBy(() => ok('CreateUserPoolDomain', plain)), [])
  })

  test('is logged when it is stored later', async () => {
    const keyed = { UserPoolId, ...OF_POOLS.KeyConfiguration }
    assert.deepEqual(await loggedBy(() => ok('UpdateUserPool', keyed)), ['KeyConfiguration'])
    const { UserPoolClient } = await ok('CreateUserPoolClient', { UserPoolId, ClientName: 'client' })
    const { ClientId } = UserPoolClient
    const AnalyticsConfiguration = { ApplicationArn: PROJECT }
    assert.deepEqual(
      await loggedBy(() => ok('UpdateUserPoolClient', { UserPoolId, ClientId, AnalyticsConfiguration })),
      ['AnalyticsConfiguration'],
    )
  })

  test('is not among those of a plain pool and client', async () => {
    const id = await newPool(house.client())
    const settings = { ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] }
    const plain = () => ok('CreateUserPoolClient', { UserPoolId: id, ClientName: 'client', ...settings })
    assert.deepEqual(await loggedBy(async () => [await poolWith({}), await plain()]), [])
  })

  test('or has its effect: no member is neither', () => {
    const settings = [...POOL_RULES, ...CLIENT_RULES].map(({ setting }) => setting.split('.')[0])
    for (const [operation, effective = ''] of Object.entries(EFFECTIVE)) {
      const shape = model.shapes[`${operation}Request`]
      assert.ok(shape?.type === 'structure')
      const members = Object.keys(shape.members)
      const known = new Set([...effective.split(/\s+/), ...settings])
      assert.deepEqual(
        members.filter((member) => !known.has(member)),
        [],
        operation,
      )
    }
  })
})
