import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { AdminConfirmSignUpCommand, AdminGetUserCommand } from '@aws-sdk/client-cognito-identity-provider'
import { findUserPool } from '../../../src/domain/user-pools/find-user-pool.ts'
import { lockUser } from '../../../src/domain/users/find-user.ts'
import { REGION, usePoolhouse } from '../../support/poolhouse.ts'
import { inviteUser, newPool } from '../../support/pools.ts'
import { refuses } from '../../support/refuses.ts'
import { testUserOperation } from './world.ts'

const house = usePoolhouse()
const root = house.client()

/** As if the user had signed up. */
const unconfirm = (userPoolId: string, username: string) =>
  house.storage.transaction(async (stores) => {
    const pool = await findUserPool(stores, REGION, userPoolId)
    await stores.users.save({ ...(await lockUser(stores, pool, username)), status: 'UNCONFIRMED' })
  })

const confirm = (UserPoolId: string, Username: string) =>
  root.send(new AdminConfirmSignUpCommand({ UserPoolId, Username }))

testUserOperation({
  operation: 'AdminConfirmSignUp',
  house: () => house,
  noPool: 'ResourceNotFoundException',
  malformed: 'InvalidParameterException',
  noUser: 'UserNotFoundException',
  prepare: unconfirm,
})

describe('behaviour', () => {
  test('confirms a user, verifies nothing and returns an empty object', async () => {
    const pool = await newPool(root)
    await inviteUser(root, pool, 'alice', { email: 'alice@example.com', email_verified: 'false' })
    await unconfirm(pool, 'alice')
    const answer = await house.call('AdminConfirmSignUp', { UserPoolId: pool, Username: 'alice' })
    assert.equal(answer.text, '{}')
    const { UserStatus, UserAttributes } = await root.send(
      new AdminGetUserCommand({ UserPoolId: pool, Username: 'alice' }),
    )
    assert.equal(UserStatus, 'CONFIRMED')
    assert.deepEqual(UserAttributes?.[1], { Name: 'email_verified', Value: 'false' })
  })

  test('refuses a user who is confirmed already, or invited', async () => {
    const pool = await newPool(root)
    await inviteUser(root, pool, 'alice')
    await refuses(
      confirm(pool, 'alice'),
      'NotAuthorizedException',
      'User cannot be confirmed. Current status is FORCE_CHANGE_PASSWORD',
    )
    await unconfirm(pool, 'alice')
    await confirm(pool, 'alice')
    await refuses(
      confirm(pool, 'alice'),
      'NotAuthorizedException',
      'User cannot be confirmed. Current status is CONFIRMED',
    )
  })
})
