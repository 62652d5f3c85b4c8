import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { AdminGetUserCommand, AdminSetUserPasswordCommand } from '@aws-sdk/client-cognito-identity-provider'
import { usePoolhouse } from '../../support/poolhouse.ts'
import { inviteUser, newPool } from '../../support/pools.ts'
import { refuses } from '../../support/refuses.ts'
import { testUserOperation } from './world.ts'

const house = usePoolhouse()
const root = house.client()

const set = (UserPoolId: string, Password: string, Permanent?: boolean) =>
  root.send(
    new AdminSetUserPasswordCommand({
      UserPoolId,
      Username: 'alice',
      Password,
      ...(Permanent !== undefined && { Permanent }),
    }),
  )

const get = (UserPoolId: string) => root.send(new AdminGetUserCommand({ UserPoolId, Username: 'alice' }))

testUserOperation({
  operation: 'AdminSetUserPassword',
  house: () => house,
  noPool: 'ResourceNotFoundException',
  malformed: 'InvalidParameterException',
  noUser: 'UserNotFoundException',
  rest: { Password: 'Permanent-1', Permanent: true },
})

describe('behaviour', () => {
  test('confirms a user with a permanent password and returns an empty object', async () => {
    const pool = await newPool(root)
    await inviteUser(root, pool, 'alice')
    const before = await get(pool)
    const input = { UserPoolId: pool, Username: 'alice', Password: 'Permanent-1', Permanent: true }
    const answer = await house.call('AdminSetUserPassword', input)
    assert.equal(answer.text, '{}')
    const { UserStatus, UserLastModifiedDate } = await get(pool)
    assert.equal(UserStatus, 'CONFIRMED')
    assert.ok(Number(UserLastModifiedDate) > Number(before.UserLastModifiedDate))
  })

  test('has the user choose another one if it is not permanent', async () => {
    const pool = await newPool(root)
    await inviteUser(root, pool, 'alice')
    await set(pool, 'Permanent-1', true)
    await set(pool, 'Temporary-2')
    assert.equal((await get(pool)).UserStatus, 'FORCE_CHANGE_PASSWORD')
    await set(pool, 'Temporary-3', false)
    assert.equal((await get(pool)).UserStatus, 'FORCE_CHANGE_PASSWORD')
  })

  test('asks for a password by the policy, of five characters too, and changes nothing otherwise', async () => {
    const pool = await newPool(root)
    await inviteUser(root, pool, 'alice')
    await refuses(
      set(pool, 'short', true),
      'InvalidPasswordException',
      'Password does not conform to policy: Password not long enough',
    )
    assert.equal((await get(pool)).UserStatus, 'FORCE_CHANGE_PASSWORD')
  })

  test('reveals nothing about a password that is too long', async () => {
    const pool = await newPool(root)
    await inviteUser(root, pool, 'alice')
    await refuses(
      set(pool, 'x'.repeat(257)),
      'InvalidParameterException',
      "1 validation error detected: Value at 'password' failed to satisfy constraint: Member must have length less than or equal to 256",
    )
  })

  test('refuses the passwords that the pool remembers, and takes older ones', async () => {
    const pool = await newPool(root, {
      UserPoolTier: 'ESSENTIALS',
      Policies: { PasswordPolicy: { MinimumLength: 8, PasswordHistorySize: 2 } },
    })
    await inviteUser(root, pool, 'alice')
    for (const password of ['Password-1', 'Password-2']) await set(pool, password, true)
    for (const password of ['Password-1', 'Password-2']) {
      await refuses(
        set(pool, password, true),
        'PasswordHistoryPolicyViolationException',
        'Password has previously been used',
      )
    }
    await set(pool, 'Password-3', true)
    await set(pool, 'Password-1', true)
  })
})
