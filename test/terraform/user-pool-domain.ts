// aws_cognito_user_pool_domain
import assert from 'node:assert/strict'
import {
  type CognitoIdentityProviderClient,
  CreateUserPoolDomainCommand,
  type CreateUserPoolDomainCommandInput,
  DeleteUserPoolDomainCommand,
  DescribeUserPoolDomainCommand,
  UpdateUserPoolDomainCommand,
  type UpdateUserPoolDomainCommandInput,
} from '@aws-sdk/client-cognito-identity-provider'
import { type Fields, toArguments, toMembers } from './fields.ts'
import { differences, type Resource, type Values } from './resource.ts'

const NAMES: Fields = { domain: 'Domain', user_pool_id: 'UserPoolId' }
const ATTRIBUTES: Fields = {
  aws_account_id: 'AWSAccountId',
  cloudfront_distribution: 'CloudFrontDistribution',
  managed_login_version: 'ManagedLoginVersion',
  s3_bucket: 'S3Bucket',
  user_pool_id: 'UserPoolId',
  version: 'Version',
}

export const userPoolDomain: Resource = {
  type: 'aws_cognito_user_pool_domain',
  readsBack: true,
  calls: ['CreateUserPoolDomain', 'DeleteUserPoolDomain', 'DescribeUserPoolDomain', 'UpdateUserPoolDomain'],
  arguments: {
    certificate_arn: {},
    domain: { required: true, replaces: true },
    managed_login_version: { kept: true },
    user_pool_id: { required: true, replaces: true },
  },

  async create(client, planned) {
    const input = { ...names(planned), ...certificate(planned), ...version(planned) }
    await client.send(new CreateUserPoolDomainCommand(input as CreateUserPoolDomainCommandInput))
    return activeDomain(client, planned)
  },

  read: readDomain,

  async update(client, planned, prior) {
    const isNew = Object.keys(differences(['managed_login_version'], planned, prior)).length > 0
    const input = { ...names(planned), ...certificate(planned), ...(isNew && version(planned)) }
    await client.send(new UpdateUserPoolDomainCommand(input as UpdateUserPoolDomainCommandInput))
    return activeDomain(client, planned)
  },

  /** The provider knows a domain that is gone by this error alone. */
  async delete(client, planned) {
    const input = names(planned) as { Domain: string; UserPoolId: string }
    await client.send(new DeleteUserPoolDomainCommand(input)).catch((error: Error) => {
      assert.deepEqual(
        [error.name, error.message.includes('No such domain')],
        ['InvalidParameterException', true],
      )
    })
  },

  importId: ({ domain }) => domain,
  imported: (domain) => ({ domain }),
}

const names = (planned: Values) => toMembers(NAMES, planned)
const version = (planned: Values) => toMembers({ managed_login_version: 'ManagedLoginVersion' }, planned)

function certificate({ certificate_arn }: Values): Values {
  return certificate_arn ? { CustomDomainConfig: { CertificateArn: certificate_arn } } : {}
}

/** A description without a status is that of no domain. */
async function readDomain(
  client: CognitoIdentityProviderClient,
  { domain }: Values,
): Promise<Values | undefined> {
  const { DomainDescription: shown } = await client.send(
    new DescribeUserPoolDomainCommand({ Domain: domain }),
  )
  if (!shown?.Status) return undefined
  const status = shown.Status
  return {
    ...toArguments(ATTRIBUTES, shown),
    domain,
    certificate_arn: shown.CustomDomainConfig?.CertificateArn,
    status,
  }
}

/** The provider waits until the domain is active; the server needs no time for it. */
async function activeDomain(client: CognitoIdentityProviderClient, state: Values): Promise<Values> {
  const read = (await readDomain(client, state)) ?? assert.fail('the domain is gone')
  assert.equal(read.status, 'ACTIVE')
  return read
}
