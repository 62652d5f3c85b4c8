import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import {
  AdminDisableUserCommand,
  ListUsersCommand,
  type ListUsersCommandInput,
} from '@aws-sdk/client-cognito-identity-provider'
import { ACCOUNT, REGION, startPoolhouse, usePoolhouse } from '../../support/poolhouse.ts'
import { inviteUser, newPool } from '../../support/pools.ts'
import { refuses } from '../../support/refuses.ts'
import { testAccess } from '../user-pools/signed-access.ts'
import { MISSING_POOL, POOL_NOT_FOUND } from './world.ts'

const house = usePoolhouse()
const root = house.client()
/** Three users, created in this order: carol, alice, bob. */
let pool: string

before(async () => {
  pool = await newPool(root)
  await inviteUser(root, pool, 'carol', { email: 'carol@example.com', given_name: 'Carol', name: 'C "x" \\' })
  await inviteUser(root, pool, 'alice', {
    email: 'Alice@example.com',
    given_name: 'alice',
    email_verified: 'true',
  })
  await inviteUser(root, pool, 'bob', { phone_number: '+4912345', given_name: 'Bob' })
  await root.send(new AdminDisableUserCommand({ UserPoolId: pool, Username: 'bob' }))
})

const list = (rest: Partial<ListUsersCommandInput> = {}) =>
  root.send(new ListUsersCommand({ UserPoolId: pool, ...rest }))

const names = async (rest: Partial<ListUsersCommandInput> = {}) =>
  (await list(rest)).Users?.map(({ Username }) => Username)

describe('access', () => {
  testAccess({
    operation: 'ListUsers',
    house: () => house,
    input: async () => ({ UserPoolId: pool }),
    resource: () => `arn:aws:cognito-idp:${REGION}:${ACCOUNT}:userpool/${pool}`,
  })

  test('knows no pool that is missing', async () => {
    await refuses(list({ UserPoolId: MISSING_POOL }), 'ResourceNotFoundException', POOL_NOT_FOUND)
  })
})

describe('validation', () => {
  test('takes no more than 60 at a time', async () => {
    await refuses(
      list({ Limit: 61 }),
      'InvalidParameterException',
      "1 validation error detected: Value '61' at 'limit' failed to satisfy constraint: Member must have value less than or equal to 60",
    )
  })

  test('takes a filter of at most 256 characters', async () => {
    const Filter = `name = "${'x'.repeat(256)}"`
    await refuses(
      list({ Filter }),
      'InvalidParameterException',
      `1 validation error detected: Value '${Filter}' at 'filter' failed to satisfy constraint: Member must have length less than or equal to 256`,
    )
  })
})

describe('behaviour: an entry', () => {
  test('has the form of the service, with no token after the last', async () => {
    const own = await newPool(root)
    await inviteUser(root, own, 'owned-user')
    const { text } = await house.call('ListUsers', { UserPoolId: own, Limit: 60 })
    assert.match(
      text,
      /^\{"Users":\[\{"Attributes":\[\{"Name":"sub","Value":"[0-9a-f-]{36}"\}\],"Enabled":true,"UserCreateDate":[\d.]+E9,"UserLastModifiedDate":[\d.]+E9,"UserStatus":"FORCE_CHANGE_PASSWORD","Username":"owned-user"\}\]\}$/,
    )
  })

  test('has only the attributes that are asked for and set', async () => {
    const { Users } = await list({
      AttributesToGet: ['email', 'nickname', 'identities'],
      Filter: 'username = "alice"',
    })
    assert.deepEqual(Users?.[0]?.Attributes, [{ Name: 'email', Value: 'Alice@example.com' }])
    const all = await list({ AttributesToGet: [], Filter: 'username = "alice"' })
    assert.equal(all.Users?.[0]?.Attributes?.length, 4)
  })

  test('shows the sub in addition to another attribute, but refuses to show nothing else', async () => {
    const { Users } = await list({ AttributesToGet: ['sub', 'email'], Filter: 'username = "alice"' })
    assert.deepEqual(
      Users?.[0]?.Attributes?.map(({ Name }) => Name),
      ['email', 'sub'],
    )
    await refuses(
      list({ AttributesToGet: ['sub'] }),
      'InvalidParameterException',
      'Input fails to satisfy the constraints.',
    )
  })

  test('cannot be asked for an attribute that the schema lacks', async () => {
    await refuses(
      list({ AttributesToGet: ['email', 'custom:x'] }),
      'InvalidParameterException',
      'One or more requested attributes do not exist.',
    )
  })
})

describe('behaviour: a filter', () => {
  const found: [string, string[]][] = [
    ['', ['carol', 'alice', 'bob']],
    ['username = "alice"', ['alice']],
    ['username = "Alice"', []],
    ['username ^= "al"', ['alice']],
    ['email = "alice@EXAMPLE.com"', ['alice']],
    ['email="carol@example.com"', ['carol']],
    ['"email" ^= "c"', ['carol']],
    ['  phone_number   ^=   "+49"  ', ['bob']],
    ['given_name ^= ""', ['alice', 'bob', 'carol']],
    ['given_name ^= "B"', ['bob']],
    ['family_name ^= ""', []],
    ['name = "c \\"x\\" \\\\"', ['carol']],
    ['preferred_username = "x"', []],
    ['cognito:user_status = "force_change_password"', ['alice', 'bob', 'carol']],
    ['cognito:user_status = "CONFIRMED"', []],
    ['status = "Enabled"', ['alice', 'carol']],
    ['status = "Disabled"', ['bob']],
    ['status = "disabled"', []],
    ['sub = "x"', []],
  ]
  for (const [filter, users] of found) {
    test(`finds ${users.join(', ') || 'no user'} by ${filter || 'nothing'}`, async () => {
      const listed = await names({ Filter: filter })
      const isSorted = /^(given_name|$)/.test(filter)
      assert.deepEqual(isSorted ? listed : listed?.sort(), users)
    })
  }

  test('finds a user by the sub', async () => {
    const { Users } = await list({ Filter: 'username = "bob"' })
    const sub = Users?.[0]?.Attributes?.at(-1)?.Value
    assert.deepEqual(await names({ Filter: `sub = "${sub}"` }), ['bob'])
    assert.deepEqual(await names({ Filter: `sub ^= "${sub?.slice(0, 13)}"` }), ['bob'])
  })

  const refusals: [string, string][] = [
    ['email', 'Error while parsing filter.'], // D9
    ['email = alice', 'Error while parsing filter.'],
    ['email > "a"', 'Error while parsing filter.'],
    ['email = "a" and name = "b"', 'Error while parsing filter.'],
    ['email = "a""', 'Error while parsing filter.'],
    ['custom:foo = "x"', 'Invalid search attribute: custom:foo'],
    ['nickname = "x"', 'Invalid search attribute: nickname'],
    ['Email = "x"', 'Invalid search attribute: Email'],
  ]
  for (const [filter, message] of refusals) {
    test(`cannot be ${filter}`, () => refuses(list({ Filter: filter }), 'InvalidParameterException', message))
  }
})

describe('behaviour: pages', () => {
  const INVALID = ['InvalidParameterException', 'Invalid pagination token.'] as const

  test('follow each other without gap or repetition, filtered or not', async () => {
    for (const Filter of ['', 'given_name ^= ""', 'status ^= ""']) {
      const seen: (string | undefined)[] = []
      let PaginationToken: string | undefined
      do {
        const page = await list({ Filter, Limit: 1, PaginationToken })
        assert.equal(page.Users?.length, 1)
        seen.push(page.Users?.[0]?.Username)
        PaginationToken = page.PaginationToken
      } while (PaginationToken)
      assert.deepEqual(seen, await names({ Filter }))
    }
  })

  test('end without a token, also if the last one is full', async () => {
    assert.equal((await list({ Limit: 3 })).PaginationToken, undefined)
    assert.ok((await list({ Limit: 2 })).PaginationToken)
  })

  test('have up to 60 users if the limit is 0', async () => {
    assert.equal((await list({ Limit: 0 })).Users?.length, 3)
  })

  test('have tokens that show no value and are only valid for their own query', async () => {
    const Filter = 'given_name ^= ""'
    const { PaginationToken = '' } = await list({ Filter, Limit: 1 })
    assert.match(PaginationToken, /^AAQA-[A-Za-z0-9_-]+$/)
    assert.equal(Buffer.from(PaginationToken.slice(5), 'base64url').includes('alice'), false)
    await refuses(list({ Limit: 1, PaginationToken }), ...INVALID)
    await refuses(list({ Filter: 'given_name ^= "a"', Limit: 1, PaginationToken }), ...INVALID)
    const other = await newPool(root)
    await refuses(list({ UserPoolId: other, Filter, Limit: 1, PaginationToken }), ...INVALID)
    await refuses(list({ PaginationToken: 'invalid' }), ...INVALID)
    assert.deepEqual(await names({ Filter, PaginationToken }), ['bob', 'carol'])
  })

  test('have tokens that are valid for an hour', async () => {
    const own = await startPoolhouse()
    try {
      const UserPoolId = await newPool(own.client())
      for (const name of ['a', 'b']) await inviteUser(own.client(), UserPoolId, name)
      const first = new ListUsersCommand({ UserPoolId, Limit: 1 })
      const { PaginationToken } = await own.client().send(first)
      const next = () => own.client().send(new ListUsersCommand({ UserPoolId, PaginationToken }))
      own.passTime(59 * 60 * 1000)
      assert.equal((await next()).Users?.length, 1)
      own.passTime(61 * 1000)
      await refuses(next(), ...INVALID)
    } finally {
      await own.close()
    }
  })
})
