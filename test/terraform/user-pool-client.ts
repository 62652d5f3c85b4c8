// aws_cognito_user_pool_client and aws_cognito_managed_user_pool_client
import assert from 'node:assert/strict'
import {
  type CognitoIdentityProviderClient,
  CreateUserPoolClientCommand,
  type CreateUserPoolClientCommandInput,
  DeleteUserPoolClientCommand,
  DescribeUserPoolClientCommand,
  paginateListUserPoolClients,
  UpdateUserPoolClientCommand,
  type UpdateUserPoolClientCommandInput,
  type UserPoolClientType,
} from '@aws-sdk/client-cognito-identity-provider'
import { type Fields, toArguments, toMembers, unlessEmpty } from './fields.ts'
import { unlessGone } from './replay.ts'
import { type Arguments, differences, planOf, type Resource, type Values } from './resource.ts'

const UNITS: Fields = { access_token: 'AccessToken', id_token: 'IdToken', refresh_token: 'RefreshToken' }
const DEFAULT_UNITS = { access_token: 'hours', id_token: 'hours', refresh_token: 'days' }

export const CLIENT: Fields = {
  access_token_validity: 'AccessTokenValidity?',
  allowed_oauth_flows: 'AllowedOAuthFlows',
  allowed_oauth_flows_user_pool_client: 'AllowedOAuthFlowsUserPoolClient?',
  allowed_oauth_scopes: 'AllowedOAuthScopes',
  analytics_configuration: [
    'AnalyticsConfiguration',
    {
      application_arn: 'ApplicationArn',
      application_id: 'ApplicationId',
      external_id: 'ExternalId',
      role_arn: 'RoleArn',
      user_data_shared: 'UserDataShared?',
    },
  ],
  auth_session_validity: 'AuthSessionValidity',
  callback_urls: 'CallbackURLs',
  default_redirect_uri: 'DefaultRedirectURI',
  enable_propagate_additional_user_context_data: 'EnablePropagateAdditionalUserContextData',
  enable_token_revocation: 'EnableTokenRevocation',
  explicit_auth_flows: 'ExplicitAuthFlows',
  id_token_validity: 'IdTokenValidity?',
  logout_urls: 'LogoutURLs',
  name: 'ClientName',
  prevent_user_existence_errors: 'PreventUserExistenceErrors',
  read_attributes: 'ReadAttributes',
  refresh_token_rotation: [
    'RefreshTokenRotation',
    { feature: 'Feature', retry_grace_period_seconds: 'RetryGracePeriodSeconds' },
  ],
  refresh_token_validity: 'RefreshTokenValidity?',
  supported_identity_providers: 'SupportedIdentityProviders',
  token_validity_units: ['TokenValidityUnits', UNITS],
  user_pool_id: 'UserPoolId',
  write_attributes: 'WriteAttributes',
}

const kept = (...names: string[]) => Object.fromEntries(names.map((name) => [name, { kept: true } as const]))
const plain = (...names: string[]) => Object.fromEntries(names.map((name) => [name, {}]))

const settings: Arguments = {
  ...kept(...Object.keys(CLIENT)),
  analytics_configuration: {
    block: {
      ...plain('application_arn', 'application_id', 'external_id'),
      ...kept('role_arn', 'user_data_shared'),
    },
  },
  token_validity_units: {
    block: {
      access_token: { default: DEFAULT_UNITS.access_token },
      id_token: { default: DEFAULT_UNITS.id_token },
      refresh_token: { default: DEFAULT_UNITS.refresh_token },
    },
  },
  user_pool_id: { required: true, replaces: true },
}
const { refresh_token_rotation: _rotation, name: _name, ...managedSettings } = settings

export const userPoolClient: Resource = {
  type: 'aws_cognito_user_pool_client',
  calls: ['CreateUserPoolClient', 'DeleteUserPoolClient', 'DescribeUserPoolClient', 'UpdateUserPoolClient'],
  arguments: {
    ...settings,
    generate_secret: { replaces: true },
    name: { required: true },
    refresh_token_rotation: { block: plain('feature', 'retry_grace_period_seconds') },
  },

  async create(client, planned) {
    const input = {
      ...toMembers(CLIENT, planned),
      ...toMembers({ generate_secret: 'GenerateSecret?' }, planned),
    }
    const command = new CreateUserPoolClientCommand(input as CreateUserPoolClientCommandInput)
    const { UserPoolClient } = await client.send(command)
    return stateOf(UserPoolClient, { ...planned, token_validity_units: {} })
  },

  read: readClient,
  update: updateClient,

  async delete(client, { user_pool_id: UserPoolId, id: ClientId }) {
    await unlessGone(client.send(new DeleteUserPoolClientCommand({ UserPoolId, ClientId })))
  },

  importId,
  imported,
}

/** A client that something else made, such as the domain of a search service: it is found by its name. */
export const managedUserPoolClient: Resource = {
  type: 'aws_cognito_managed_user_pool_client',
  calls: ['DescribeUserPoolClient', 'ListUserPoolClients', 'UpdateUserPoolClient'],
  outlives: true,
  arguments: { ...managedSettings, name_pattern: {}, name_prefix: {} },

  async create(client, planned) {
    const { user_pool_id: UserPoolId, name_prefix: prefix, name_pattern: pattern } = planned
    const found: string[] = []
    for await (const { UserPoolClients = [] } of paginateListUserPoolClients({ client }, { UserPoolId })) {
      for (const { ClientId = '', ClientName = '' } of UserPoolClients) {
        if (prefix ? ClientName.startsWith(prefix) : new RegExp(pattern).test(ClientName))
          found.push(ClientId)
      }
    }
    assert.equal(found.length, 1)
    const present = (await readClient(client, { ...planned, id: found[0] })) ?? assert.fail('no such client')
    const wanted = planOf(this.arguments, planned, present)
    const isChanged = Object.keys(differences(Object.keys(managedSettings), wanted, present)).length > 0
    return isChanged ? updateClient(client, wanted, present) : { ...planned, ...present }
  },

  read: readClient,
  update: updateClient,
  delete: () => Promise.resolve(),
  importId,
  imported,
}

function importId({ user_pool_id, id }: Values): string {
  return `${user_pool_id}/${id}`
}

function imported(text: string): Values {
  const [user_pool_id, id] = text.split('/')
  return { user_pool_id, id }
}

async function readClient(client: CognitoIdentityProviderClient, state: Values): Promise<Values | undefined> {
  const { user_pool_id: UserPoolId, id: ClientId } = state
  const answer = await unlessGone(client.send(new DescribeUserPoolClientCommand({ UserPoolId, ClientId })))
  return answer && stateOf(answer.UserPoolClient, state)
}

/** Sends all that is planned, also what the state keeps. Without a block of units, the default ones are sent. */
async function updateClient(
  client: CognitoIdentityProviderClient,
  planned: Values,
  prior: Values,
): Promise<Values> {
  const isRemoved = prior.token_validity_units && !planned.token_validity_units
  const sent = isRemoved ? { ...planned, token_validity_units: DEFAULT_UNITS } : planned
  const input = { ...toMembers(CLIENT, sent), ClientId: prior.id } as UpdateUserPoolClientCommandInput
  const { UserPoolClient } = await client.send(new UpdateUserPoolClientCommand(input))
  return stateOf(UserPoolClient, planned)
}

/** The default units are no block in the state, unless it had one. */
function stateOf(shown: UserPoolClientType | undefined, prior: Values): Values {
  const { token_validity_units: units, ...values } = toArguments(CLIENT, shown)
  const isDefault = Object.keys(differences(Object.keys(UNITS), DEFAULT_UNITS, units ?? {})).length === 0
  const isShown = prior.token_validity_units !== undefined || !isDefault
  const unread = Object.entries(prior).filter(([name]) => !(name in CLIENT))
  return {
    ...Object.fromEntries(unread),
    ...values,
    ...(isShown && { token_validity_units: unlessEmpty(units) }),
    client_secret: shown?.ClientSecret,
    id: shown?.ClientId,
  }
}
