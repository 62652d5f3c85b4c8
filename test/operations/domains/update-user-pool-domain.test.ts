import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  CreateUserPoolDomainCommand,
  DescribeUserPoolDomainCommand,
  UpdateUserPoolDomainCommand,
  type UpdateUserPoolDomainCommandInput,
} from '@aws-sdk/client-cognito-identity-provider'
import { usePoolhouse } from '../../support/poolhouse.ts'
import { newPool, poolArn } from '../../support/pools.ts'
import { refuses } from '../../support/refuses.ts'
import { testAccess } from '../user-pools/signed-access.ts'
import { CERTIFICATE, CustomDomainConfig, NO_POOL, newPrefix, POOL_NOT_FOUND } from './fixtures.ts'

const house = usePoolhouse()
const root = house.client()

type Rest = Partial<UpdateUserPoolDomainCommandInput>

async function withPrefix(settings: Parameters<typeof newPool>[1] = {}) {
  const domain = { UserPoolId: await newPool(root, settings), Domain: newPrefix() }
  await root.send(new CreateUserPoolDomainCommand(domain))
  return domain
}

async function withCustom(Domain: string) {
  const domain = { UserPoolId: await newPool(root), Domain }
  await root.send(new CreateUserPoolDomainCommand({ ...domain, CustomDomainConfig }))
  return domain
}

function update(domain: { UserPoolId: string; Domain: string }, rest: Rest = {}) {
  return root.send(new UpdateUserPoolDomainCommand({ ...domain, ...rest }))
}

async function described(Domain: string) {
  const { DomainDescription } = await root.send(new DescribeUserPoolDomainCommand({ Domain }))
  return DomainDescription ?? assert.fail('no description')
}

describe('access', () => {
  testAccess({
    operation: 'UpdateUserPoolDomain',
    house: () => house,
    input: () => withPrefix(),
    resource: ({ UserPoolId }) => poolArn(UserPoolId),
  })
})

describe('validation', () => {
  test('asks for domain and pool', async () => {
    const answer = await house.call('UpdateUserPoolDomain', {})
    assert.match(answer.json.message, /^2 validation errors detected: Value null at 'domain' .*'userPoolId' /)
  })

  test('refuses a version of managed login that there is not', async () => {
    const text = 'ManagedLoginVersion must be 1 (classic hosted UI) or 2 (managed login).'
    await refuses(update(await withPrefix(), { ManagedLoginVersion: 0 }), 'InvalidParameterException', text)
  })

  test('refuses a certificate where the pool has only a prefix domain, whichever name it is for', async () => {
    const prefix = await withPrefix()
    for (const domain of [prefix, { ...prefix, Domain: 'auth.unknown.example' }]) {
      await refuses(
        update(domain, { CustomDomainConfig }),
        'InvalidParameterException',
        'User pool should have a custom domain associated, failed to update the certificate.',
      )
    }
  })

  test('refuses routing for a prefix domain', async () => {
    const Routing = { Failover: { SecondaryRegion: 'eu-west-1', PrimaryRoute53HealthCheckId: 'h' } }
    const text = 'Routing is only supported for custom domains.'
    await refuses(update(await withPrefix(), { Routing }), 'InvalidParameterException', text)
  })

  test('asks for the certificate of a custom domain, which must be valid', async () => {
    const domain = await withCustom('auth.certificate.example')
    await refuses(
      update(domain, { ManagedLoginVersion: 2 }),
      'InvalidParameterException',
      'Cannot convert custom domain to prefix domain.',
    )
    await refuses(
      update(domain, {
        CustomDomainConfig: { CertificateArn: CERTIFICATE.replace('us-east-1', 'eu-west-1') },
      }),
      'InvalidParameterException',
      "The specified SSL certificate doesn't exist, isn't in us-east-1 region, isn't valid, or doesn't include a valid certificate chain.",
    )
  })
})

describe('behaviour', () => {
  test('changes the pages of a prefix domain and keeps them if no version is named', async () => {
    const domain = await withPrefix()
    const before = await described(domain.Domain)
    const answer = await house.call('UpdateUserPoolDomain', { ...domain, ManagedLoginVersion: 2 })
    assert.equal(answer.text, '{"ManagedLoginVersion":2}')
    await update(domain)
    assert.deepEqual(await described(domain.Domain), { ...before, ManagedLoginVersion: 2 })
  })

  test('changes certificate and routing of a custom domain', async () => {
    const domain = await withCustom('auth.changed.example')
    const config = { CertificateArn: `${CERTIFICATE}-2`, SecurityPolicy: 'TLS_V1' as const }
    const Routing = { Failover: { SecondaryRegion: 'eu-west-1', PrimaryRoute53HealthCheckId: 'h' } }
    const { $metadata: _, ...answer } = await update(domain, { CustomDomainConfig: config, Routing })
    assert.deepEqual(answer, { CloudFrontDomain: 'localhost', ManagedLoginVersion: 1, Routing })
    const { CustomDomainConfig: shown, Routing: routing } = await described(domain.Domain)
    assert.deepEqual([shown, routing], [config, Routing])
  })

  test('refuses managed login to a LITE pool', async () => {
    await refuses(
      update(await withPrefix({ UserPoolTier: 'LITE' }), { ManagedLoginVersion: 2 }),
      'FeatureUnavailableInTierException',
      'The following feature is not available for the LITE pricing tier configured: Managed Login Version 2',
    )
  })

  test('finds no domain of another pool, and none in a pool that there is not', async () => {
    const { Domain } = await withPrefix()
    await refuses(
      update({ UserPoolId: await newPool(root), Domain }),
      'ResourceNotFoundException',
      `Domain ${Domain} does not exist.`,
    )
    await refuses(update({ UserPoolId: NO_POOL, Domain }), ...POOL_NOT_FOUND)
  })
})
