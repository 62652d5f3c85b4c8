import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  CreateUserPoolDomainCommand,
  type CreateUserPoolDomainCommandInput,
  DeleteUserPoolCommand,
  DescribeUserPoolCommand,
  DescribeUserPoolDomainCommand,
  UpdateUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { ACCOUNT, usePoolhouse } from '../../support/poolhouse.ts'
import { newPool, poolArn } from '../../support/pools.ts'
import { refuses } from '../../support/refuses.ts'
import { lastRecord } from '../clients/clients.ts'
import { testAccess } from '../user-pools/signed-access.ts'
import { CustomDomainConfig, NO_POOL, newPrefix, POOL_NOT_FOUND } from './fixtures.ts'

const house = usePoolhouse({ publicUrl: 'https://id.example.com' })
const root = house.client()

type Rest = Partial<CreateUserPoolDomainCommandInput>

function create(UserPoolId: string, Domain: string, rest: Rest = {}) {
  return root.send(new CreateUserPoolDomainCommand({ UserPoolId, Domain, ...rest }))
}

async function refusesCreation(Domain: string, rest: Rest, message: string): Promise<void> {
  const UserPoolId = await newPool(root)
  await refuses(create(UserPoolId, Domain, rest), 'InvalidParameterException', message)
  const { UserPool } = await root.send(new DescribeUserPoolCommand({ UserPoolId }))
  assert.deepEqual([UserPool?.Domain, UserPool?.CustomDomain], [undefined, undefined])
}

describe('access', () => {
  testAccess({
    operation: 'CreateUserPoolDomain',
    house: () => house,
    input: async () => ({ UserPoolId: await newPool(root), Domain: newPrefix() }),
    resource: ({ UserPoolId }) => poolArn(UserPoolId),
  })
})

describe('validation', () => {
  test('asks for domain and pool', async () => {
    const answer = await house.call('CreateUserPoolDomain', {})
    assert.equal(answer.json.__type, 'InvalidParameterException')
    assert.equal(
      answer.json.message,
      "2 validation errors detected: Value null at 'domain' failed to satisfy constraint: Member must not be null; Value null at 'userPoolId' failed to satisfy constraint: Member must not be null",
    )
  })

  test('refuses a prefix of 64 characters', async () => {
    const long = 'a'.repeat(64)
    await refusesCreation(
      long,
      {},
      `1 validation error detected: Value '${long}' at 'domain' failed to satisfy constraint: Member must have length less than or equal to 63`,
    )
  })

  test('refuses a prefix with a dot', () =>
    refusesCreation(
      'auth.example.com',
      {},
      'The domain name contains an invalid character. Domain names can only contain lower-case letters, numbers, and hyphens. Please enter a different name that follows this format: ^[a-z0-9](?:[a-z0-9\\-]{0,61}[a-z0-9])?$',
    ))

  test('refuses a reserved word', () =>
    refusesCreation('x-aws-y', {}, 'Domain cannot contain reserved word: aws'))

  test('refuses a custom domain right below a top-level domain', () =>
    refusesCreation(
      'example.com',
      { CustomDomainConfig },
      'Custom domain is not a valid subdomain: Was not able to resolve a DNS A record for the parent domain or domain parent is a top-level domain.',
    ))

  for (const Domain of ['id.example.com', 'shop.auth.us-east-1.id.example.com']) {
    test(`refuses ${Domain}, which leads to the server itself`, () =>
      refusesCreation(
        Domain,
        { CustomDomainConfig },
        'One or more of the CNAMEs that you provided are already associated with a different resource',
      ))
  }

  for (const place of [`us-west-2:${ACCOUNT}`, 'us-east-1:999999999999']) {
    test(`refuses a certificate of ${place}`, () =>
      refusesCreation(
        'auth.example.com',
        { CustomDomainConfig: { CertificateArn: `arn:aws:acm:${place}:certificate/c` } },
        "The specified SSL certificate doesn't exist, isn't in us-east-1 region, isn't valid, or doesn't include a valid certificate chain.",
      ))
  }

  test('refuses a version of managed login that there is not', () =>
    refusesCreation(
      newPrefix(),
      { ManagedLoginVersion: 3 },
      'ManagedLoginVersion must be 1 (classic hosted UI) or 2 (managed login).',
    ))

  test('refuses routing for a prefix domain', () =>
    refusesCreation(
      newPrefix(),
      { Routing: { Failover: { SecondaryRegion: 'eu-west-1', PrimaryRoute53HealthCheckId: 'h' } } },
      'Routing is only supported for custom domains.',
    ))
})

describe('behaviour', () => {
  test('attaches a prefix domain with the classic pages', async () => {
    const UserPoolId = await newPool(root)
    const Domain = newPrefix()
    const answer = await house.call('CreateUserPoolDomain', { UserPoolId, Domain })
    assert.equal(answer.text, '{"ManagedLoginVersion":1}')
    const { UserPool } = await root.send(new DescribeUserPoolCommand({ UserPoolId }))
    assert.deepEqual([UserPool?.Domain, UserPool?.CustomDomain], [Domain, undefined])
    const record = await lastRecord(house, 'CreateUserPoolDomain')
    assert.equal(record.requestParameters.domain, Domain)
    assert.deepEqual(record.responseElements, { managedLoginVersion: 1 })
  })

  test('attaches a custom domain next to it, which DNS has to point to the server', async () => {
    const UserPoolId = await newPool(root)
    const [prefix, custom] = [newPrefix(), 'auth.next.example']
    await create(UserPoolId, prefix)
    const Routing = { Failover: { SecondaryRegion: 'eu-west-1', PrimaryRoute53HealthCheckId: 'h' } }
    const { $metadata: _, ...answer } = await create(UserPoolId, custom, {
      CustomDomainConfig: { ...CustomDomainConfig, SecurityPolicy: 'TLS_V1_2_2021' },
      ManagedLoginVersion: 2,
      Routing,
    })
    assert.deepEqual(answer, { CloudFrontDomain: 'id.example.com', ManagedLoginVersion: 2, Routing })
    const { UserPool } = await root.send(new DescribeUserPoolCommand({ UserPoolId }))
    assert.deepEqual([UserPool?.Domain, UserPool?.CustomDomain], [prefix, custom])
  })

  test('refuses a second domain of a kind', async () => {
    const UserPoolId = await newPool(root)
    await create(UserPoolId, newPrefix())
    const text = 'User pool already has a domain configured.'
    await refuses(create(UserPoolId, newPrefix()), 'InvalidParameterException', text)
  })

  test('refuses a domain of another pool', async () => {
    const Domain = newPrefix()
    await create(await newPool(root), Domain)
    const text = 'Domain already associated with another user pool.'
    await refuses(create(await newPool(root), Domain), 'InvalidParameterException', text)
  })

  test('refuses managed login to a LITE pool, and LITE to a pool with managed login', async () => {
    const lite = await newPool(root, { UserPoolTier: 'LITE' })
    await refuses(
      create(lite, newPrefix(), { ManagedLoginVersion: 2 }),
      'FeatureUnavailableInTierException',
      'The following feature is not available for the LITE pricing tier configured: Managed Login Version 2',
    )
    const UserPoolId = await newPool(root)
    await create(UserPoolId, newPrefix(), { ManagedLoginVersion: 2 })
    await refuses(
      root.send(new UpdateUserPoolCommand({ UserPoolId, UserPoolTier: 'LITE' })),
      'TierChangeNotAllowedException',
      'The following features need to be disabled for the LITE pricing tier configured: Managed Login Version 2',
    )
  })

  test('answers LimitExceededException beyond four custom domains in a region', async () => {
    const region = 'eu-west-3'
    const client = house.client(undefined, { region })
    const attach = async (name: string) =>
      client.send(
        new CreateUserPoolDomainCommand({
          UserPoolId: await newPool(client),
          Domain: name,
          CustomDomainConfig,
        }),
      )
    for (const name of ['a', 'b', 'c', 'd']) await attach(`auth.${name}.example`)
    const text = 'The limit of 4 custom domains in this region is reached.'
    await refuses(attach('auth.e.example'), 'LimitExceededException', text)
    const { DomainDescription } = await client.send(
      new DescribeUserPoolDomainCommand({ Domain: 'auth.e.example' }),
    )
    assert.deepEqual(DomainDescription, {})
  })

  test('keeps a pool with a domain from being deleted', async () => {
    const UserPoolId = await newPool(root)
    await create(UserPoolId, newPrefix())
    await refuses(
      root.send(new DeleteUserPoolCommand({ UserPoolId })),
      'InvalidParameterException',
      'User pool cannot be deleted. It has a domain configured that should be deleted first.',
    )
  })

  test('finds no pool that does not exist', () => refuses(create(NO_POOL, newPrefix()), ...POOL_NOT_FOUND))
})
