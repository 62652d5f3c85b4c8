// The data sources of the provider: what they call, and what they read.
import {
  type CognitoIdentityProviderClient,
  DescribeUserPoolClientCommand,
  DescribeUserPoolCommand,
  GetSigningCertificateCommand,
  paginateListUserPoolClients,
  paginateListUserPools,
} from '@aws-sdk/client-cognito-identity-provider'
import { ACCOUNT, REGION } from '../support/poolhouse.ts'
import { toArguments } from './fields.ts'
import type { Values } from './resource.ts'
import { ATTRIBUTES, BIRTH, SETTINGS } from './user-pool.ts'
import { CLIENT } from './user-pool-client.ts'

export interface DataSource {
  readonly type: string
  readonly calls: readonly string[]
  read(client: CognitoIdentityProviderClient, config: Values): Promise<Values>
}

export const userPoolData: DataSource = {
  type: 'aws_cognito_user_pool',
  calls: ['DescribeUserPool'],
  async read(client, { user_pool_id: UserPoolId }) {
    const { UserPool } = await client.send(new DescribeUserPoolCommand({ UserPoolId }))
    return {
      ...toArguments(
        { ...SETTINGS, ...BIRTH, ...ATTRIBUTES, mfa_configuration: 'MfaConfiguration' },
        UserPool,
      ),
      schema_attributes: UserPool?.SchemaAttributes?.map(({ Name: name, Required: required }) => ({
        name,
        required,
      })),
      tags: UserPool?.UserPoolTags,
    }
  },
}

/** Finds pools by name. The ARNs are put together by the provider, from its account and region. */
export const userPoolsData: DataSource = {
  type: 'aws_cognito_user_pools',
  calls: ['ListUserPools'],
  async read(client, { name }) {
    const ids: string[] = []
    for await (const { UserPools = [] } of paginateListUserPools({ client }, { MaxResults: 60 })) {
      for (const { Id = '', Name } of UserPools) if (Name === name) ids.push(Id)
    }
    return { ids, arns: ids.map((id) => `arn:aws:cognito-idp:${REGION}:${ACCOUNT}:userpool/${id}`) }
  },
}

export const userPoolClientData: DataSource = {
  type: 'aws_cognito_user_pool_client',
  calls: ['DescribeUserPoolClient'],
  async read(client, { user_pool_id: UserPoolId, client_id: ClientId }) {
    const { UserPoolClient } = await client.send(new DescribeUserPoolClientCommand({ UserPoolId, ClientId }))
    return { ...toArguments(CLIENT, UserPoolClient), client_secret: UserPoolClient?.ClientSecret }
  },
}

export const userPoolClientsData: DataSource = {
  type: 'aws_cognito_user_pool_clients',
  calls: ['ListUserPoolClients'],
  async read(client, { user_pool_id: UserPoolId }) {
    const client_ids: string[] = []
    const client_names: string[] = []
    for await (const { UserPoolClients = [] } of paginateListUserPoolClients({ client }, { UserPoolId })) {
      client_ids.push(...UserPoolClients.map(({ ClientId = '' }) => ClientId))
      client_names.push(...UserPoolClients.map(({ ClientName = '' }) => ClientName))
    }
    return { client_ids, client_names }
  },
}

export const signingCertificateData: DataSource = {
  type: 'aws_cognito_user_pool_signing_certificate',
  calls: ['GetSigningCertificate'],
  async read(client, { user_pool_id: UserPoolId }) {
    const { Certificate } = await client.send(new GetSigningCertificateCommand({ UserPoolId }))
    return { certificate: Certificate }
  },
}
