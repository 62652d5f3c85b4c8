import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { DeleteUserPoolCommand, DescribeUserPoolCommand } from '@aws-sdk/client-cognito-identity-provider'
import { usePoolhouse } from '../../support/poolhouse.ts'
import { newPool, poolArn } from '../../support/pools.ts'
import { refuses } from '../../support/refuses.ts'
import { testAccess } from './signed-access.ts'

const house = usePoolhouse()
const root = house.client()

describe('access', () => {
  testAccess({
    operation: 'DescribeUserPool',
    house: () => house,
    input: async () => ({ UserPoolId: await newPool(root, { UserPoolTier: 'LITE' }) }),
    resource: ({ UserPoolId }) => poolArn(UserPoolId),
  })
})

describe('validation', () => {
  test('refuses what cannot be the id of a pool', () =>
    refuses(
      root.send(new DescribeUserPoolCommand({ UserPoolId: 'us-east-1' })),
      'InvalidParameterException',
      "1 validation error detected: Value 'us-east-1' at 'userPoolId' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w-]+_[0-9a-zA-Z]+",
    ))
})

describe('behaviour', () => {
  test('does not know a deleted pool', async () => {
    const UserPoolId = await newPool(root, { UserPoolTier: 'LITE' })
    await root.send(new DeleteUserPoolCommand({ UserPoolId }))
    await refuses(
      root.send(new DescribeUserPoolCommand({ UserPoolId })),
      'ResourceNotFoundException',
      `User pool ${UserPoolId} does not exist.`,
    )
  })

  test('does not know a pool in another region', async () => {
    const UserPoolId = await newPool(root, { UserPoolTier: 'LITE' })
    const answer = await house.call('DescribeUserPool', { UserPoolId }, { region: 'eu-west-1' })
    assert.deepEqual(answer.json, {
      __type: 'ResourceNotFoundException',
      message: `User pool ${UserPoolId} does not exist.`,
    })
  })

  test('describes what was created, with identities, tags and its own order', async () => {
    const Schema = [
      { Name: 'team', AttributeDataType: 'String' },
      { Name: 'family_name', Required: true },
    ]
    const created = await house.call('CreateUserPool', { PoolName: 'pool', Schema, UserPoolTier: 'LITE' })
    const { SchemaAttributes: createdSchema, ...createdRest } = created.json.UserPool
    const answer = await house.call('DescribeUserPool', { UserPoolId: createdRest.Id })
    const { SchemaAttributes: schema, UserPoolTags, ...rest } = answer.json.UserPool

    assert.deepEqual(rest, createdRest)
    assert.deepEqual(UserPoolTags, {})
    assert.deepEqual(
      schema.map(({ Name }: { Name: string }) => Name),
      [
        ...['profile', 'address', 'birthdate', 'gender', 'preferred_username', 'updated_at', 'website'],
        ...['picture', 'identities', 'sub', 'email_verified', 'phone_number_verified', 'phone_number'],
        ...['zoneinfo', 'custom:team', 'locale', 'email', 'given_name', 'family_name', 'middle_name', 'name'],
        'nickname',
      ],
    )
    const identities = {
      Name: 'identities',
      AttributeDataType: 'String',
      DeveloperOnlyAttribute: false,
      Mutable: true,
      Required: false,
      StringAttributeConstraints: {},
    }
    assert.deepEqual(byName(schema), byName([...createdSchema, identities]))
  })
})

function byName(schema: { Name: string }[]) {
  return schema.toSorted((a, b) => (a.Name < b.Name ? -1 : 1))
}
