// aws_cognito_user_pool_replica
import assert from 'node:assert/strict'
import {
  type CognitoIdentityProviderClient,
  CreateUserPoolReplicaCommand,
  DeleteUserPoolReplicaCommand,
  ListTagsForResourceCommand,
  ListUserPoolReplicasCommand,
  UpdateUserPoolReplicaCommand,
  type UserPoolReplicaType,
} from '@aws-sdk/client-cognito-identity-provider'
import { unlessEmpty } from './fields.ts'
import { unlessGone } from './replay.ts'
import { differences, type Resource, type Values } from './resource.ts'
import { retag } from './retag.ts'

export const userPoolReplica: Resource = {
  type: 'aws_cognito_user_pool_replica',
  readsBack: true,
  calls: [
    'CreateUserPoolReplica',
    'DeleteUserPoolReplica',
    'ListTagsForResource',
    'ListUserPoolReplicas',
    'TagResource',
    'UntagResource',
    'UpdateUserPoolReplica',
  ],
  arguments: {
    region_name: { required: true, replaces: true },
    status: { default: 'INACTIVE' },
    tags: {},
    user_pool_id: { required: true, replaces: true },
  },

  async create(client, planned) {
    await client.send(new CreateUserPoolReplicaCommand({ ...keyOf(planned), UserPoolTags: planned.tags }))
    if (planned.status === 'ACTIVE') await setStatus(client, planned)
    return presentReplica(client, planned)
  },

  read: readReplica,

  async update(client, planned, prior) {
    await retag(client, prior.user_pool_arn, prior.tags, planned.tags)
    if (Object.keys(differences(['status'], planned, prior)).length > 0) await setStatus(client, planned)
    return presentReplica(client, planned)
  },

  async delete(client, planned) {
    await unlessGone(client.send(new DeleteUserPoolReplicaCommand(keyOf(planned))))
  },

  importId: ({ user_pool_id, region_name }) => `${user_pool_id},${region_name}`,
  imported(id) {
    const [user_pool_id, region_name] = id.split(',')
    return { user_pool_id, region_name }
  },
}

function keyOf({ user_pool_id, region_name }: Values) {
  return { UserPoolId: user_pool_id, RegionName: region_name }
}

async function setStatus(client: CognitoIdentityProviderClient, planned: Values): Promise<void> {
  await client.send(new UpdateUserPoolReplicaCommand({ ...keyOf(planned), Status: planned.status }))
}

async function readReplica(
  client: CognitoIdentityProviderClient,
  state: Values,
): Promise<Values | undefined> {
  const { user_pool_id: UserPoolId, region_name } = state
  const answer = await unlessGone(client.send(new ListUserPoolReplicasCommand({ UserPoolId })))
  const isWanted = (it: UserPoolReplicaType) => it.Role === 'SECONDARY' && it.RegionName === region_name
  const replica = answer?.UserPoolReplicas?.find(isWanted)
  if (!replica) return undefined
  const { Role: role, UserPoolArn: user_pool_arn, Status } = replica
  const { Tags } = await client.send(new ListTagsForResourceCommand({ ResourceArn: user_pool_arn }))
  const status = Status === 'ACTIVE' ? 'ACTIVE' : 'INACTIVE'
  return { user_pool_id: UserPoolId, region_name, role, user_pool_arn, status, tags: unlessEmpty(Tags) }
}

async function presentReplica(client: CognitoIdentityProviderClient, state: Values): Promise<Values> {
  return (await readReplica(client, state)) ?? assert.fail('the replica is gone')
}
