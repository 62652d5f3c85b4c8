import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminGetUserCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { usePoolhouse } from '../../support/poolhouse.ts'
import { inviteUser, newPool } from '../../support/pools.ts'
import { testUserOperation } from './world.ts'

const house = usePoolhouse()
const root = house.client()

const disable = (UserPoolId: string, Username: string) =>
  root.send(new AdminDisableUserCommand({ UserPoolId, Username }))
const enable = (UserPoolId: string, Username: string) =>
  root.send(new AdminEnableUserCommand({ UserPoolId, Username }))
const get = (UserPoolId: string, Username: string) =>
  root.send(new AdminGetUserCommand({ UserPoolId, Username }))

describe('AdminEnableUser', () => {
  testUserOperation({
    operation: 'AdminEnableUser',
    house: () => house,
    noPool: 'ResourceNotFoundException',
    malformed: 'InvalidParameterException',
    noUser: 'UserNotFoundException',
  })

  test('enables a user and returns an empty object', async () => {
    const pool = await newPool(root)
    await inviteUser(root, pool, 'alice')
    await disable(pool, 'alice')
    const answer = await house.call('AdminEnableUser', { UserPoolId: pool, Username: 'alice' })
    assert.equal(answer.text, '{}')
    assert.equal((await get(pool, 'alice')).Enabled, true)
    await enable(pool, 'alice')
    assert.equal((await get(pool, 'alice')).Enabled, true)
  })
})
