import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  AdminAddUserToGroupCommand,
  AdminDeleteUserCommand,
  AdminGetUserCommand,
  AdminListGroupsForUserCommand,
  AdminRemoveUserFromGroupCommand,
  CreateGroupCommand,
  DeleteGroupCommand,
  ListUsersInGroupCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { usePoolhouse } from '../../support/poolhouse.ts'
import { createUser, inviteUser, newPool } from '../../support/pools.ts'
import { refuses } from '../../support/refuses.ts'

const house = usePoolhouse()
const root = house.client()

const USER_NOT_FOUND = ['UserNotFoundException', 'User does not exist.'] as const
const GROUP_NOT_FOUND = ['ResourceNotFoundException', 'Group not found.'] as const
const POOL_NOT_FOUND = ['ResourceNotFoundException', 'User pool us-east-1_Missing00 does not exist.'] as const

/** A pool with the user alice and the group reader. */
async function world(): Promise<string> {
  const pool = await newPool(root, { AliasAttributes: ['email'] })
  await inviteUser(root, pool, 'alice', { email: 'alice@example.com', email_verified: 'true' })
  await root.send(new CreateGroupCommand({ UserPoolId: pool, GroupName: 'reader' }))
  return pool
}

const add = (UserPoolId: string, Username: string, GroupName = 'reader') =>
  root.send(new AdminAddUserToGroupCommand({ UserPoolId, Username, GroupName }))

async function groupsOf(UserPoolId: string, Username: string) {
  const { Groups } = await root.send(new AdminListGroupsForUserCommand({ UserPoolId, Username }))
  return Groups?.map(({ GroupName }) => GroupName)
}

async function membersOf(UserPoolId: string, GroupName = 'reader') {
  const { Users } = await root.send(new ListUsersInGroupCommand({ UserPoolId, GroupName }))
  return Users?.map(({ Username }) => Username)
}

describe('AdminAddUserToGroup', () => {
  test('makes a user a member and answers no body, also the second time', async () => {
    const pool = await world()
    const input = { UserPoolId: pool, Username: 'alice', GroupName: 'reader' }
    for (let i = 0; i < 2; i++) {
      const answer = await house.call('AdminAddUserToGroup', input)
      assert.deepEqual([answer.status, answer.text], [200, ''])
    }
    assert.deepEqual(await groupsOf(pool, 'alice'), ['reader'])
    assert.deepEqual(await membersOf(pool), ['alice'])
  })

  test('knows a user by a verified alias and by the sub', async () => {
    const pool = await world()
    await add(pool, 'alice@example.com')
    assert.deepEqual(await membersOf(pool), ['alice'])
    const bob = await createUser(root, pool, 'bob')
    await add(pool, bob.Attributes?.find(({ Name }) => Name === 'sub')?.Value ?? '')
    assert.deepEqual((await membersOf(pool))?.sort(), ['alice', 'bob'])
  })

  test('looks for the user before the group', async () => {
    const pool = await world()
    await refuses(add(pool, 'nobody'), ...USER_NOT_FOUND)
    await refuses(add(pool, 'nobody', 'missing'), ...USER_NOT_FOUND)
    await refuses(add(pool, 'alice', 'missing'), ...GROUP_NOT_FOUND)
    await refuses(add('us-east-1_Missing00', 'alice'), ...POOL_NOT_FOUND)
  })

  test('refuses the hundred and first group of a user', async () => {
    const pool = await world()
    const { Username = '' } = await root.send(
      new AdminGetUserCommand({ UserPoolId: pool, Username: 'alice' }),
    )
    for (let i = 0; i < 101; i++) {
      await root.send(new CreateGroupCommand({ UserPoolId: pool, GroupName: `g${i}` }))
    }
    for (let i = 0; i < 100; i++) await add(pool, Username, `g${i}`)
    await refuses(
      add(pool, 'alice', 'g100'),
      'InvalidParameterException',
      'A user cannot be a member of more than 100 groups.',
    )
    await add(pool, 'alice', 'g0') // already one of hers
  })
})

describe('AdminRemoveUserFromGroup', () => {
  const remove = (UserPoolId: string, Username: string, GroupName: string) =>
    house.call('AdminRemoveUserFromGroup', { UserPoolId, Username, GroupName })

  test('answers with no body for a member, a non-member and a missing group', async () => {
    const pool = await world()
    await add(pool, 'alice')
    for (const group of ['reader', 'reader', 'missing']) {
      const answer = await remove(pool, 'alice', group)
      assert.deepEqual([answer.status, answer.text], [200, ''])
    }
    assert.deepEqual(await groupsOf(pool, 'alice'), [])
  })

  test('finds no user and no pool that do not exist', async () => {
    const pool = await world()
    const call = (UserPoolId: string, GroupName: string) =>
      root.send(new AdminRemoveUserFromGroupCommand({ UserPoolId, Username: 'nobody', GroupName }))
    await refuses(call(pool, 'reader'), ...USER_NOT_FOUND)
    await refuses(call(pool, 'missing'), ...USER_NOT_FOUND)
    await refuses(call('us-east-1_Missing00', 'reader'), ...POOL_NOT_FOUND)
  })
})

describe('memberships', () => {
  test('end with the group, and the user stays', async () => {
    const pool = await world()
    await add(pool, 'alice')
    await root.send(new DeleteGroupCommand({ UserPoolId: pool, GroupName: 'reader' }))
    assert.deepEqual(await groupsOf(pool, 'alice'), [])
    await root.send(new CreateGroupCommand({ UserPoolId: pool, GroupName: 'reader' }))
    assert.deepEqual(await membersOf(pool), [])
  })

  test('end with the user and do not come back with the name', async () => {
    const pool = await world()
    await add(pool, 'alice')
    await root.send(new AdminDeleteUserCommand({ UserPoolId: pool, Username: 'alice' }))
    await refuses(groupsOf(pool, 'alice'), ...USER_NOT_FOUND)
    await inviteUser(root, pool, 'alice')
    assert.deepEqual(await groupsOf(pool, 'alice'), [])
    assert.deepEqual(await membersOf(pool), [])
  })
})

describe('AdminListGroupsForUser', () => {
  test('answers an empty list, pages, and refuses a strange token', async () => {
    const pool = await world()
    const empty = await house.call('AdminListGroupsForUser', { UserPoolId: pool, Username: 'alice' })
    assert.equal(empty.text, '{"Groups":[]}')
    await root.send(new CreateGroupCommand({ UserPoolId: pool, GroupName: 'writer' }))
    await add(pool, 'alice')
    await add(pool, 'alice', 'writer')
    const page = (NextToken?: string) =>
      root.send(
        new AdminListGroupsForUserCommand({ UserPoolId: pool, Username: 'alice', Limit: 1, NextToken }),
      )
    const first = await page()
    const second = await page(first.NextToken)
    const names = [...(first.Groups ?? []), ...(second.Groups ?? [])].map(({ GroupName }) => GroupName)
    assert.deepEqual(names.sort(), ['reader', 'writer'])
    assert.equal(second.NextToken, undefined)
    await refuses(
      page('invalid'),
      'InvalidParameterException',
      'Provided pagination token is invalid. Check the token and try your request again.',
    )
    await refuses(
      root.send(new AdminListGroupsForUserCommand({ UserPoolId: pool, Username: 'alice', Limit: 0 })),
      'InvalidParameterException',
      "1 validation error detected: Value '0' at 'maxResults' failed to satisfy constraint: Member must have value greater than or equal to 1",
    )
    await refuses(groupsOf('us-east-1_Missing00', 'alice'), ...POOL_NOT_FOUND)
  })
})

describe('ListUsersInGroup', () => {
  test('shows users as ListUsers does', async () => {
    const pool = await world()
    await add(pool, 'alice')
    const { Users } = await root.send(new ListUsersInGroupCommand({ UserPoolId: pool, GroupName: 'reader' }))
    const [alice] = Users ?? []
    assert.deepEqual(
      alice?.Attributes?.map(({ Name }) => Name),
      ['email', 'email_verified', 'sub'],
    )
    assert.equal(alice?.UserStatus, 'FORCE_CHANGE_PASSWORD')
    assert.equal(alice?.Enabled, true)
  })

  test('returns an empty list, pages, and has its own message for an invalid token', async () => {
    const pool = await world()
    const empty = await house.call('ListUsersInGroup', { UserPoolId: pool, GroupName: 'reader' })
    assert.equal(empty.text, '{"Users":[]}')
    await inviteUser(root, pool, 'bob')
    await add(pool, 'alice')
    await add(pool, 'bob')
    const page = (NextToken?: string) =>
      root.send(new ListUsersInGroupCommand({ UserPoolId: pool, GroupName: 'reader', Limit: 1, NextToken }))
    const first = await page()
    const second = await page(first.NextToken)
    const names = [...(first.Users ?? []), ...(second.Users ?? [])].map(({ Username }) => Username)
    assert.deepEqual(names.sort(), ['alice', 'bob'])
    assert.equal(second.NextToken, undefined)
    await refuses(page('invalid'), 'InvalidParameterException', 'Paging marker is invalid.')
  })

  test('lets an error of the service behind it through at a limit of 0', async () => {
    const pool = await world()
    const answer = await house.call('ListUsersInGroup', { UserPoolId: pool, GroupName: 'reader', Limit: 0 })
    const id = answer.headers.get('x-amzn-requestid')
    assert.deepEqual(answer.json, {
      __type: 'InvalidParameterException',
      message: `com.amazonaws.services.identitystoreservice.model.ValidationException: 1 validation error detected: Value '0' at 'maxResults' failed to satisfy constraint: Member must have value greater than or equal to 1 (Service: AWSIdentityStoreService; Status Code: 400; Error Code: ValidationException; Request ID: ${id}; Proxy: null)`,
    })
  })

  test('finds no group and no pool that do not exist', async () => {
    await refuses(membersOf(await world(), 'missing'), ...GROUP_NOT_FOUND)
    await refuses(membersOf('us-east-1_Missing00'), ...POOL_NOT_FOUND)
  })
})
