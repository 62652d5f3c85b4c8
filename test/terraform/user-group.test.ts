import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { ACCOUNT, usePoolhouse } from '../support/poolhouse.ts'
import { newPool } from '../support/pools.ts'
import { refuses } from '../support/refuses.ts'
import { userGroupData, userGroupsData } from './data-sources.ts'
import { change, openTerraform, testChanges } from './replay.ts'
import { planOf } from './resource.ts'
import { userGroup } from './user-group.ts'

const house = usePoolhouse()
const root = house.client()

const ROLE = `arn:aws:iam::${ACCOUNT}:role/readers`
const aGroup = async () => ({ user_pool_id: await newPool(root), name: 'readers' })

describe('aws_cognito_user_group', () => {
  testChanges(house, userGroup, aGroup, [
    { argument: 'user_pool_id', steps: [{}, async () => ({ user_pool_id: await newPool(root) })] },
    change('name', ['readers', 'team/of/readers'], { stays: true }),
    change('description', ['They read.', 'They read everything.'], { stays: true }),
    change('precedence', [1, 42, 0, 7]),
    change('role_arn', [ROLE, `arn:aws:iam::${ACCOUNT}:role/writers`], { stays: true }),
  ])

  test('keeps a description that is removed, so that each plan removes it again', async () => {
    const base = await aGroup()
    const made = await userGroup.create(root, { ...base, description: 'They read.' })
    // AWS: an empty description changes nothing.
    const updated = await userGroup.update(root, planOf(userGroup.arguments, base, made), made)
    assert.deepEqual(updated, made)
  })

  test('does not give up its role, since the provider sends an empty ARN', async () => {
    const base = await aGroup()
    const made = await userGroup.create(root, { ...base, role_arn: ROLE })
    const planned = planOf(userGroup.arguments, base, made)
    await assert.rejects(userGroup.update(root, planned, made), { name: 'InvalidParameterException' })
    assert.deepEqual(await userGroup.read(root, made), made)
  })
})

describe('data sources of groups', () => {
  test('aws_cognito_user_group reads a group as the resource does, and fails without it', async () => {
    const config = { ...(await aGroup()), description: 'They read.', precedence: 3, role_arn: ROLE }
    const terraform = openTerraform(userGroup, root)
    await terraform.apply(config)
    assert.deepEqual(await userGroupData.read(root, config), config)
    await terraform.destroy()
    await refuses(userGroupData.read(root, config), 'ResourceNotFoundException', 'Group not found.')
  })

  test('aws_cognito_user_groups reads all groups of a pool, over several pages', async () => {
    const user_pool_id = await newPool(root)
    const groups = Array.from({ length: 61 }, (_, index) => ({
      group_name: `group-${index + 10}`,
      precedence: index + 1,
    }))
    for (const { group_name: name, precedence } of groups) {
      await userGroup.create(root, { user_pool_id, name, precedence })
    }
    assert.deepEqual(await userGroupsData.read(root, { user_pool_id }), { groups })
  })
})
