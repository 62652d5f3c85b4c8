import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { ListTagsForResourceCommand } from '@aws-sdk/client-cognito-identity-provider'
import { ACCOUNT, REGION, usePoolhouse } from '../../support/poolhouse.ts'
import { newPool, poolArn } from '../../support/pools.ts'
import { refuses } from '../../support/refuses.ts'
import { testAccess } from '../user-pools/signed-access.ts'

const house = usePoolhouse()
const root = house.client()

describe('access', () => {
  testAccess({
    operation: 'ListTagsForResource',
    house: () => house,
    input: async () => ({ ResourceArn: poolArn(await newPool(root)) }),
    resource: ({ ResourceArn }) => ResourceArn,
  })
})

describe('validation', () => {
  test('refuses text that is not an ARN', async () => {
    const answer = await house.call('ListTagsForResource', { ResourceArn: 'us-east-1_Example1234567' })
    assert.equal(answer.json.__type, 'InvalidParameterException')
    assert.match(
      answer.json.message,
      /^1 validation error detected: Value 'us-east-1_Example1234567' at 'resourceArn'/,
    )
  })

  test('refuses the ARN of anything but a pool', () => {
    const ResourceArn = `arn:aws:cognito-idp:${REGION}:${ACCOUNT}:userpool`
    return refuses(
      root.send(new ListTagsForResourceCommand({ ResourceArn })),
      'InvalidParameterException',
      `${ResourceArn} is not the ARN of a user pool.`,
    )
  })

  test('does not know a missing pool', () =>
    refuses(
      root.send(
        new ListTagsForResourceCommand({
          ResourceArn: `arn:aws:cognito-idp:${REGION}:${ACCOUNT}:userpool/us-east-1_Unknown12`,
        }),
      ),
      'ResourceNotFoundException',
      'User pool us-east-1_Unknown12 does not exist.',
    ))
})

describe('behaviour', () => {
  test('shows the tags, and an empty map if there are none', async () => {
    const tagged = await house.call('ListTagsForResource', {
      ResourceArn: poolArn(await newPool(root, { UserPoolTags: { b: '2', a: '1' } })),
    })
    assert.equal(tagged.text, '{"Tags":{"a":"1","b":"2"}}')
    const plain = await house.call('ListTagsForResource', { ResourceArn: poolArn(await newPool(root)) })
    assert.equal(plain.text, '{"Tags":{}}')
  })
})
