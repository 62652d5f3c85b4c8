import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { DescribeUserPoolCommand, TagResourceCommand } from '@aws-sdk/client-cognito-identity-provider'
import { ACCOUNT, REGION, usePoolhouse } from '../../support/poolhouse.ts'
import { newPool, poolArn } from '../../support/pools.ts'
import { refuses } from '../../support/refuses.ts'
import { testAccess } from '../user-pools/signed-access.ts'

const house = usePoolhouse()
const root = house.client()

function tag(ResourceArn: string, Tags: Record<string, string>) {
  return root.send(new TagResourceCommand({ ResourceArn, Tags }))
}

describe('access', () => {
  testAccess({
    operation: 'TagResource',
    house: () => house,
    input: async () => ({ ResourceArn: poolArn(await newPool(root)), Tags: {} }),
    resource: ({ ResourceArn }) => ResourceArn,
  })
})

describe('validation', () => {
  test('refuses a key of 129 characters', async () => {
    const answer = await house.call('TagResource', {
      ResourceArn: poolArn(await newPool(root)),
      Tags: { ['k'.repeat(129)]: 'v' },
    })
    assert.equal(answer.json.__type, 'InvalidParameterException')
    assert.match(answer.json.message, /Member must have length less than or equal to 128/)
  })

  test('refuses a value of 257 characters', async () => {
    const answer = await house.call('TagResource', {
      ResourceArn: poolArn(await newPool(root)),
      Tags: { k: 'v'.repeat(257) },
    })
    assert.equal(answer.json.__type, 'InvalidParameterException')
    assert.match(answer.json.message, /Member must have length less than or equal to 256/)
  })

  test('refuses the ARN of anything but a pool', () => {
    const arn = `arn:aws:iam::${ACCOUNT}:role/some-role`
    return refuses(tag(arn, { a: 'b' }), 'InvalidParameterException', `${arn} is not the ARN of a user pool.`)
  })

  for (const [what, scope] of [
    ['that there is not', `${REGION}:${ACCOUNT}`],
    ['of another account', `${REGION}:999999999999`],
    ['of another region', `eu-west-1:${ACCOUNT}`],
  ]) {
    test(`does not know a pool ${what}`, () =>
      refuses(
        tag(`arn:aws:cognito-idp:${scope}:userpool/us-east-1_Unknown12`, { a: 'b' }),
        'ResourceNotFoundException',
        'User pool us-east-1_Unknown12 does not exist.',
      ))
  }

  test('refuses reserved keys', async () =>
    refuses(
      tag(poolArn(await newPool(root)), { 'aws:x': 'y' }),
      'InvalidParameterException',
      'Tag keys can not start with aws:.',
    ))

  test('refuses the tag beyond fifty and adds none of the others', async () => {
    const full = Object.fromEntries(Array.from({ length: 49 }, (_, i) => [`k${i}`, 'v']))
    const id = await newPool(root, { UserPoolTags: full })
    await refuses(
      tag(poolArn(id), { a: '1', b: '2' }),
      'InvalidParameterException',
      'A user pool can not have more than 50 tags.',
    )
    const { UserPool } = await root.send(new DescribeUserPoolCommand({ UserPoolId: id }))
    assert.deepEqual(UserPool?.UserPoolTags, full)
  })
})

describe('behaviour', () => {
  test('adds tags, changes values and leaves the date of the pool alone', async () => {
    const id = await newPool(root, { UserPoolTags: { env: 'test', team: 'a' } })
    const before = await root.send(new DescribeUserPoolCommand({ UserPoolId: id }))
    const answer = await house.call('TagResource', {
      ResourceArn: poolArn(id),
      Tags: { env: 'prod', empty: '' },
    })
    assert.equal(answer.text, '{}')
    const { UserPool } = await root.send(new DescribeUserPoolCommand({ UserPoolId: id }))
    assert.deepEqual(UserPool, {
      ...before.UserPool,
      UserPoolTags: { env: 'prod', team: 'a', empty: '' },
    })
  })

  test('keeps keys that mean something to JavaScript', async () => {
    const arn = poolArn(await newPool(root))
    await house.call('TagResource', `{"ResourceArn":"${arn}","Tags":{"__proto__":"a","constructor":"b"}}`)
    const { text } = await house.call('ListTagsForResource', { ResourceArn: arn })
    assert.equal(text, '{"Tags":{"__proto__":"a","constructor":"b"}}')
  })
})
