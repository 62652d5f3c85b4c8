import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { AdminGetUserCommand, CreateUserPoolCommand } from '@aws-sdk/client-cognito-identity-provider'
import { usePoolhouse } from '../../support/poolhouse.ts'
import { createUser, inviteUser, newPool } from '../../support/pools.ts'
import { refuses } from '../../support/refuses.ts'
import { testUserOperation, USER_NOT_FOUND } from './world.ts'

const house = usePoolhouse()
const root = house.client()

const get = (UserPoolId: string, Username: string) =>
  root.send(new AdminGetUserCommand({ UserPoolId, Username }))

testUserOperation({
  operation: 'AdminGetUser',
  house: () => house,
  noPool: 'ResourceNotFoundException',
  malformed: 'InvalidParameterException',
  noUser: 'UserNotFoundException',
})

describe('behaviour', () => {
  test('answers in the form of the service, dates in exponent form and members in order', async () => {
    const pool = await newPool(root)
    await inviteUser(root, pool, 'owned-user')
    const { text } = await house.call('AdminGetUser', { UserPoolId: pool, Username: 'owned-user' })
    const date = '\\d\\.\\d+E9'
    const sub = '[0-9a-f]{8}-[0-9a-f]{4}-70[0-9a-f]{2}-[0-9a-f]{4}-[0-9a-f]{12}'
    assert.match(
      text,
      new RegExp(
        `^\\{"Enabled":true,"UserAttributes":\\[\\{"Name":"sub","Value":"${sub}"\\}\\],"UserCreateDate":${date},"UserLastModifiedDate":${date},"UserStatus":"FORCE_CHANGE_PASSWORD","Username":"owned-user"\\}$`,
      ),
    )
  })

  test('lists standard attributes first, then custom ones, sub last, in any order of their writing', async () => {
    const { UserPool } = await root.send(
      new CreateUserPoolCommand({
        PoolName: 'pool',
        Schema: [
          { Name: 'tenant', AttributeDataType: 'String' },
          { Name: 'team', AttributeDataType: 'String' },
        ],
      }),
    )
    const pool = UserPool?.Id ?? ''
    await inviteUser(root, pool, 'alice', {
      'custom:tenant': 'owned',
      birthdate: '1990-01-01',
      'custom:team': 'initial',
      given_name: 'Alice',
      family_name: 'Example',
      email_verified: 'false',
      email: 'alice@example.com',
    })
    const { UserAttributes } = await get(pool, 'alice')
    const names = UserAttributes?.map(({ Name }) => Name)
    assert.deepEqual(names, [
      'email',
      'email_verified',
      'family_name',
      'given_name',
      'birthdate',
      'custom:team',
      'custom:tenant',
      'sub',
    ])
  })

  test('returns the username for an alias, but not for an unverified one', async () => {
    const pool = await newPool(root, { AliasAttributes: ['email', 'preferred_username'] })
    await inviteUser(root, pool, 'alice', { email: 'alice@example.com', email_verified: 'true' })
    await inviteUser(root, pool, 'bob', { email: 'bob@example.com', preferred_username: 'bobby' })
    assert.equal((await get(pool, 'alice@example.com')).Username, 'alice')
    assert.equal((await get(pool, 'bobby')).Username, 'bob')
    await refuses(get(pool, 'bob@example.com'), 'UserNotFoundException', USER_NOT_FOUND)
  })

  test('distinguishes the case of names unless the pool ignores it', async () => {
    const minding = await newPool(root)
    await inviteUser(root, minding, 'Alice')
    await refuses(get(minding, 'alice'), 'UserNotFoundException', USER_NOT_FOUND)
    const careless = await newPool(root, {
      AliasAttributes: ['email'],
      UsernameConfiguration: { CaseSensitive: false },
    })
    await inviteUser(root, careless, 'Alice', { email: 'Alice@Example.com', email_verified: 'true' })
    assert.equal((await get(careless, 'ALICE')).Username, 'alice')
    const { Username, UserAttributes } = await get(careless, 'aLICE@eXAMPLE.COM')
    assert.equal(Username, 'alice')
    assert.deepEqual(UserAttributes?.[0], { Name: 'email', Value: 'Alice@Example.com' })
  })

  test('finds a user of a pool that signs in by e-mail by the address and by the sub', async () => {
    const pool = await newPool(root, { UsernameAttributes: ['email'] })
    const { Username: sub = '' } = await createUser(root, pool, 'alice@example.com')
    assert.equal((await get(pool, 'alice@example.com')).Username, sub)
    assert.deepEqual((await get(pool, sub)).UserAttributes, [
      { Name: 'email', Value: 'alice@example.com' },
      { Name: 'sub', Value: sub },
    ])
  })
})
