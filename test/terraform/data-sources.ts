// The data sources of the provider: what they call, and what they read.
import assert from 'node:assert/strict'
import {
  type CognitoIdentityProviderClient,
  DescribeUserPoolClientCommand,
  DescribeUserPoolCommand,
  GetSigningCertificateCommand,
  paginateListGroups,
  paginateListUserPoolClients,
  paginateListUserPools,
  paginateListUsers,
} from '@aws-sdk/client-cognito-identity-provider'
import { ACCOUNT, REGION } from '../support/poolhouse.ts'
import { toArguments } from './fields.ts'
import type { Values } from './resource.ts'
import { readUser } from './user.ts'
import { GROUP, readGroup } from './user-group.ts'
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

/** Finds a user by name or by e-mail address. */
export const userData: DataSource = {
  type: 'aws_cognito_user',
  calls: ['AdminGetUser', 'ListUsers'],
  async read(client, { user_pool_id, username, email }) {
    const name = username ?? (await usernameWith(client, user_pool_id, email))
    return readUser(client, { user_pool_id, username: name })
  },
}

/** Looks for two users, to know that there is only one. */
async function usernameWith(
  client: CognitoIdentityProviderClient,
  UserPoolId: string,
  email: string,
): Promise<string> {
  const Filter = `email = "${email.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
  const found: string[] = []
  for await (const { Users = [] } of paginateListUsers({ client }, { UserPoolId, Filter, Limit: 2 })) {
    found.push(...Users.map(({ Username = '' }) => Username))
    if (found.length > 1) assert.fail('several users have the address')
  }
  return found[0] ?? assert.fail('no user has the address')
}

export const userGroupData: DataSource = {
  type: 'aws_cognito_user_group',
  calls: ['GetGroup'],
  read: readGroup,
}

export const userGroupsData: DataSource = {
  type: 'aws_cognito_user_groups',
  calls: ['ListGroups'],
  async read(client, { user_pool_id: UserPoolId }) {
    const groups: Values[] = []
    for await (const { Groups = [] } of paginateListGroups({ client }, { UserPoolId })) {
      groups.push(...Groups.map((group) => toArguments({ group_name: 'GroupName', ...GROUP }, group)))
    }
    return { groups }
  },
}
