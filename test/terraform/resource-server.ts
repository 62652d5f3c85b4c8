// aws_cognito_resource_server
import {
  type CognitoIdentityProviderClient,
  CreateResourceServerCommand,
  DeleteResourceServerCommand,
  DescribeResourceServerCommand,
  UpdateResourceServerCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { type Fields, toArguments, toMembers } from './fields.ts'
import { unlessGone } from './replay.ts'
import type { Resource, Values } from './resource.ts'

const FIELDS: Fields = {
  user_pool_id: 'UserPoolId',
  identifier: 'Identifier',
  name: 'Name',
  scope: ['Scopes', { scope_name: 'ScopeName', scope_description: 'ScopeDescription' }],
}

const keyOf = ({ user_pool_id, identifier }: Values) => ({ UserPoolId: user_pool_id, Identifier: identifier })

export const resourceServer: Resource = {
  type: 'aws_cognito_resource_server',
  calls: ['CreateResourceServer', 'DeleteResourceServer', 'DescribeResourceServer', 'UpdateResourceServer'],
  readsBack: true,
  arguments: {
    user_pool_id: { required: true, replaces: true },
    identifier: { required: true, replaces: true },
    name: { required: true },
    scope: {},
  },

  async create(client, planned) {
    const input = { ...keyOf(planned), Name: planned.name, ...toMembers(FIELDS, planned) }
    await client.send(new CreateResourceServerCommand(input))
    return readServer(client, planned)
  },

  read: (client, state) => unlessGone(readServer(client, state)),

  // All scopes are sent, and an empty list if the last was removed.
  async update(client, planned, prior) {
    const input = {
      ...keyOf(prior),
      Name: planned.name,
      ...toMembers(FIELDS, { scope: planned.scope ?? [] }),
    }
    await client.send(new UpdateResourceServerCommand(input))
    return readServer(client, prior)
  },

  async delete(client, state) {
    await unlessGone(client.send(new DeleteResourceServerCommand(keyOf(state))))
  },

  importId: ({ user_pool_id, identifier }) => `${user_pool_id}|${identifier}`,
  imported(id) {
    const [user_pool_id, identifier] = id.split('|')
    return { user_pool_id, identifier }
  },
}

async function readServer(client: CognitoIdentityProviderClient, state: Values): Promise<Values> {
  const { ResourceServer } = await client.send(new DescribeResourceServerCommand(keyOf(state)))
  const scopes = ResourceServer?.Scopes ?? []
  return {
    ...toArguments(FIELDS, ResourceServer),
    scope_identifiers: scopes.map(({ ScopeName }) => `${ResourceServer?.Identifier}/${ScopeName}`),
  }
}
