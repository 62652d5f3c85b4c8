// aws_cognito_user_in_group
import assert from 'node:assert/strict'
import {
  AdminAddUserToGroupCommand,
  AdminRemoveUserFromGroupCommand,
  type CognitoIdentityProviderClient,
  paginateAdminListGroupsForUser,
} from '@aws-sdk/client-cognito-identity-provider'
import { unlessGone } from './replay.ts'
import type { Resource, Values } from './resource.ts'

export const userOf = ({ user_pool_id, username }: Values) => ({
  UserPoolId: user_pool_id,
  Username: username,
})
export const membershipOf = (state: Values) => ({ ...userOf(state), GroupName: state.group_name })

export const userInGroup: Resource = {
  type: 'aws_cognito_user_in_group',
  calls: ['AdminAddUserToGroup', 'AdminListGroupsForUser', 'AdminRemoveUserFromGroup'],
  readsBack: true,
  arguments: {
    user_pool_id: { required: true, replaces: true },
    group_name: { required: true, replaces: true },
    username: { required: true, replaces: true },
  },

  async create(client, planned) {
    await client.send(new AdminAddUserToGroupCommand(membershipOf(planned)))
    return (await this.read(client, planned)) ?? assert.fail('the user is not in the group')
  },

  async read(client, state) {
    const found = await unlessGone(isMember(client, state), [
      'UserNotFoundException',
      'ResourceNotFoundException',
    ])
    const { user_pool_id, group_name, username } = state
    return found ? { user_pool_id, group_name, username } : undefined
  },

  update: () => assert.fail('each argument needs a new resource'),

  // No error counts as success here.
  async delete(client, state) {
    await client.send(new AdminRemoveUserFromGroupCommand(membershipOf(state)))
  },

  importId: ({ user_pool_id, group_name, username }) => `${user_pool_id},${group_name},${username}`,
  imported(id) {
    const [user_pool_id, group_name, username] = id.split(',')
    return { user_pool_id, group_name, username }
  },
}

async function isMember(client: CognitoIdentityProviderClient, state: Values): Promise<boolean> {
  for await (const { Groups = [] } of paginateAdminListGroupsForUser({ client }, userOf(state))) {
    if (Groups.some(({ GroupName }) => GroupName === state.group_name)) return true
  }
  return false
}
