import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  CreateUserPoolDomainCommand,
  DescribeUserPoolDomainCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { ACCOUNT, usePoolhouse } from '../../support/poolhouse.ts'
import { newPool } from '../../support/pools.ts'
import { testAccess } from '../user-pools/signed-access.ts'
import { CERTIFICATE, newPrefix } from './fixtures.ts'

const house = usePoolhouse()
const root = house.client()

async function described(Domain: string) {
  const { DomainDescription } = await root.send(new DescribeUserPoolDomainCommand({ Domain }))
  return DomainDescription
}

describe('access', () => {
  testAccess({
    operation: 'DescribeUserPoolDomain',
    house: () => house,
    input: async () => ({ Domain: newPrefix() }),
    resource: () => '*',
  })
})

describe('validation', () => {
  test('asks for a domain', async () => {
    const answer = await house.call('DescribeUserPoolDomain', {})
    assert.equal(
      answer.json.message,
      "1 validation error detected: Value null at 'domain' failed to satisfy constraint: Member must not be null",
    )
  })
})

describe('behaviour', () => {
  test('describes a prefix domain', async () => {
    const UserPoolId = await newPool(root)
    const Domain = newPrefix()
    await root.send(new CreateUserPoolDomainCommand({ UserPoolId, Domain }))
    const { Version, ...description } = (await described(Domain)) ?? {}
    assert.deepEqual(description, {
      UserPoolId,
      AWSAccountId: ACCOUNT,
      Domain,
      S3Bucket: 'aws-cognito-prod-iad-assets',
      CloudFrontDistribution: 'localhost',
      Status: 'ACTIVE',
      ManagedLoginVersion: 1,
    })
    assert.match(Version ?? '', /^20\d{12}$/)
  })

  test('describes a custom domain with its certificate', async () => {
    const UserPoolId = await newPool(root)
    const Domain = 'auth.described.example'
    const config = { CertificateArn: CERTIFICATE, SecurityPolicy: 'TLS_V1_3_2025' as const }
    await root.send(new CreateUserPoolDomainCommand({ UserPoolId, Domain, CustomDomainConfig: config }))
    assert.deepEqual((await described(Domain))?.CustomDomainConfig, config)
  })

  test('describes nothing of a domain that there is not, or of another region', async () => {
    const answer = await house.call('DescribeUserPoolDomain', { Domain: 'No such domain' })
    assert.equal(answer.text, '{"DomainDescription":{}}')
    const client = house.client(undefined, { region: 'eu-west-1' })
    const Domain = newPrefix()
    const UserPoolId = await newPool(client)
    await client.send(new CreateUserPoolDomainCommand({ UserPoolId, Domain }))
    assert.deepEqual(await described(Domain), {})
  })
})
