import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  AdminAddUserToGroupCommand,
  AdminDeleteUserCommand,
  CreateGroupCommand,
  DeleteGroupCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { usePoolhouse } from '../support/poolhouse.ts'
import { inviteUser, newPool } from '../support/pools.ts'
import { change, openTerraform, testChanges } from './replay.ts'
import { membershipOf, userInGroup, userOf } from './user-in-group.ts'

const house = usePoolhouse()
const root = house.client()

/** A membership, and another user and group. */
async function aMembership() {
  const UserPoolId = await newPool(root)
  for (const name of ['alice', 'bob']) await inviteUser(root, UserPoolId, name)
  for (const GroupName of ['readers', 'writers']) {
    await root.send(new CreateGroupCommand({ UserPoolId, GroupName }))
  }
  return { user_pool_id: UserPoolId, group_name: 'readers', username: 'alice' }
}

describe('aws_cognito_user_in_group', () => {
  testChanges(house, userInGroup, aMembership, [
    { argument: 'user_pool_id', steps: [{}, aMembership] },
    change('group_name', ['readers', 'writers'], { stays: true }),
    change('username', ['alice', 'bob'], { stays: true }),
  ])

  test('is gone with its group, and can still be destroyed', async () => {
    const state = await userInGroup.create(root, await aMembership())
    await root.send(new DeleteGroupCommand({ UserPoolId: state.user_pool_id, GroupName: state.group_name }))
    assert.equal(await userInGroup.read(root, state), undefined)
    await userInGroup.delete(root, state)
  })

  test('is gone with its user', async () => {
    const state = await userInGroup.create(root, await aMembership())
    await root.send(new AdminDeleteUserCommand(userOf(state)))
    assert.equal(await userInGroup.read(root, state), undefined)
  })

  test('is found on a later page of the groups of a user', async () => {
    const config = { ...(await aMembership()), group_name: 'writers' }
    for (let index = 0; index < 61; index++) {
      const state = { ...config, group_name: `group-${index}` }
      await root.send(new CreateGroupCommand({ UserPoolId: state.user_pool_id, GroupName: state.group_name }))
      await root.send(new AdminAddUserToGroupCommand(membershipOf(state)))
    }
    await openTerraform(userInGroup, root).apply(config)
  })
})
