// aws_cognito_user_group
import {
  type CognitoIdentityProviderClient,
  CreateGroupCommand,
  DeleteGroupCommand,
  GetGroupCommand,
  UpdateGroupCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { type Fields, toArguments, toMembers } from './fields.ts'
import { unlessGone } from './replay.ts'
import { differences, type Resource, type Values } from './resource.ts'

export const GROUP: Fields = { description: 'Description', precedence: 'Precedence?', role_arn: 'RoleArn' }

const keyOf = ({ user_pool_id, name }: Values) => ({ UserPoolId: user_pool_id, GroupName: name })

export const userGroup: Resource = {
  type: 'aws_cognito_user_group',
  calls: ['CreateGroup', 'DeleteGroup', 'GetGroup', 'UpdateGroup'],
  readsBack: true,
  arguments: {
    user_pool_id: { required: true, replaces: true },
    name: { required: true, replaces: true },
    description: {},
    precedence: {},
    role_arn: {},
  },

  async create(client, planned) {
    await client.send(new CreateGroupCommand({ ...keyOf(planned), ...toMembers(GROUP, planned) }))
    return readGroup(client, planned)
  },

  read: (client, state) => unlessGone(readGroup(client, state)),

  // An argument that is removed is sent as its zero value.
  async update(client, planned, prior) {
    const zeros = { description: '', precedence: 0, role_arn: '' }
    const changed = Object.keys(differences(Object.keys(GROUP), planned, prior)) as (keyof typeof zeros)[]
    const { description, precedence, role_arn } = Object.fromEntries(
      changed.map((name) => [name, planned[name] ?? zeros[name]]),
    )
    const members = { Description: description, Precedence: precedence, RoleArn: role_arn }
    await client.send(new UpdateGroupCommand({ ...keyOf(prior), ...members }))
    return readGroup(client, prior)
  },

  async delete(client, state) {
    await unlessGone(client.send(new DeleteGroupCommand(keyOf(state))))
  },

  importId: ({ user_pool_id, name }) => `${user_pool_id}/${name}`,
  imported(id) {
    const [user_pool_id, ...name] = id.split('/')
    return { user_pool_id, name: name.join('/') }
  },
}

/** Also what the data source does. */
export async function readGroup(client: CognitoIdentityProviderClient, state: Values): Promise<Values> {
  const { Group } = await client.send(new GetGroupCommand(keyOf(state)))
  return { user_pool_id: Group?.UserPoolId, name: Group?.GroupName, ...toArguments(GROUP, Group) }
}
