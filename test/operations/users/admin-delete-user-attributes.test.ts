import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  AdminDeleteUserAttributesCommand,
  AdminGetUserCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { usePoolhouse } from '../../support/poolhouse.ts'
import { refuses } from '../../support/refuses.ts'
import { ALICE, alicesPool, testUserOperation, USER_NOT_FOUND } from './world.ts'

const house = usePoolhouse()
const root = house.client()

const remove = (UserPoolId: string, ...UserAttributeNames: string[]) =>
  root.send(new AdminDeleteUserAttributesCommand({ UserPoolId, Username: 'alice', UserAttributeNames }))

async function attributesOf(UserPoolId: string, Username = 'alice'): Promise<Record<string, string>> {
  const { UserAttributes } = await root.send(new AdminGetUserCommand({ UserPoolId, Username }))
  const listed = UserAttributes?.filter(({ Name }) => Name !== 'sub') ?? []
  return Object.fromEntries(listed.map(({ Name = '', Value = '' }) => [Name, Value]))
}

describe('AdminDeleteUserAttributes', () => {
  testUserOperation({
    operation: 'AdminDeleteUserAttributes',
    house: () => house,
    noPool: 'ResourceNotFoundException',
    malformed: 'InvalidParameterException',
    noUser: 'UserNotFoundException',
    rest: { UserAttributeNames: ['name'] },
  })

  test('deletes attributes, set or not, and returns an empty object', async () => {
    const pool = await alicesPool(root)
    const input = { UserPoolId: pool, Username: 'alice', UserAttributeNames: ['custom:team', 'nickname'] }
    for (const _ of ['set', 'not set']) {
      assert.equal((await house.call('AdminDeleteUserAttributes', input)).text, '{}')
    }
    await remove(pool)
    const { 'custom:team': team, ...rest } = ALICE
    assert.deepEqual(await attributesOf(pool), rest)
    assert.ok(team)
  })

  test('deletes an address with its flag and its alias', async () => {
    const pool = await alicesPool(root, { AliasAttributes: ['email'] })
    await remove(pool, 'email')
    const { email, email_verified, ...rest } = ALICE
    assert.deepEqual(await attributesOf(pool), rest)
    assert.ok(email_verified)
    await refuses(attributesOf(pool, email), 'UserNotFoundException', USER_NOT_FOUND)
  })

  const refusals: [string, string, string][] = [
    ['required', 'family_name', 'name.familyName: The attribute name.familyName is required'],
    [
      'immutable',
      'custom:tenant',
      'Custom.User.tenant: This attribute does not satisfy the mutability validation defined in the schema.',
    ],
    ['unknown', 'custom:unknown', 'Type for attribute {custom:unknown} could not be determined'],
  ]
  for (const [what, name, violation] of refusals) {
    test(`refuses an attribute that is ${what}, and then deletes nothing`, async () => {
      const pool = await alicesPool(root)
      const message = `Invalid user attributes: ${violation}`
      await refuses(remove(pool, 'given_name', name), 'InvalidParameterException', message)
      assert.deepEqual(await attributesOf(pool), ALICE)
    })
  }
})
