import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminGetUserCommand,
  DescribeUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { usePoolhouse } from '../../support/poolhouse.ts'
import { createUser, inviteUser, newPool } from '../../support/pools.ts'
import { refuses } from '../../support/refuses.ts'
import { testUserOperation, USER_NOT_FOUND } from './world.ts'

const house = usePoolhouse()
const root = house.client()

const remove = (UserPoolId: string, Username: string) =>
  root.send(new AdminDeleteUserCommand({ UserPoolId, Username }))

testUserOperation({
  operation: 'AdminDeleteUser',
  house: () => house,
  noPool: 'ResourceNotFoundException',
  malformed: 'InvalidParameterException',
  noUser: 'UserNotFoundException',
})

describe('behaviour', () => {
  test('answers with no body', async () => {
    const pool = await newPool(root)
    await inviteUser(root, pool, 'alice')
    const answer = await house.call('AdminDeleteUser', { UserPoolId: pool, Username: 'alice' })
    assert.equal(answer.status, 200)
    assert.equal(answer.text, '')
  })

  test('deletes a user, enabled or not, who then is unknown and not counted', async () => {
    const pool = await newPool(root)
    await inviteUser(root, pool, 'alice')
    await inviteUser(root, pool, 'bob')
    await root.send(new AdminDisableUserCommand({ UserPoolId: pool, Username: 'bob' }))
    await remove(pool, 'alice')
    await remove(pool, 'bob')
    const get = root.send(new AdminGetUserCommand({ UserPoolId: pool, Username: 'alice' }))
    await refuses(get, 'UserNotFoundException', USER_NOT_FOUND)
    await refuses(remove(pool, 'alice'), 'UserNotFoundException', USER_NOT_FOUND)
    const { UserPool } = await root.send(new DescribeUserPoolCommand({ UserPoolId: pool }))
    assert.equal(UserPool?.EstimatedNumberOfUsers, 0)
  })

  test('frees the username and the aliases for another user with another sub', async () => {
    const pool = await newPool(root, { AliasAttributes: ['email'] })
    const attributes = { email: 'alice@example.com', email_verified: 'true' }
    const subOf = async () => {
      const { Attributes } = await createUser(root, pool, 'alice', attributes)
      return Attributes?.at(-1)?.Value
    }
    const first = await subOf()
    await remove(pool, 'alice@example.com')
    assert.notEqual(await subOf(), first)
  })
})
