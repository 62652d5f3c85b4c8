import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { ListTagsForResourceCommand, UntagResourceCommand } from '@aws-sdk/client-cognito-identity-provider'
import { ACCOUNT, REGION, usePoolhouse } from '../../support/poolhouse.ts'
import { newPool, poolArn } from '../../support/pools.ts'
import { refuses } from '../../support/refuses.ts'
import { testAccess } from '../user-pools/signed-access.ts'

const house = usePoolhouse()
const root = house.client()

const TAGGED = { UserPoolTags: { env: 'test', team: 'a' } }

describe('access', () => {
  testAccess({
    operation: 'UntagResource',
    house: () => house,
    input: async () => ({ ResourceArn: poolArn(await newPool(root, TAGGED)), TagKeys: [] }),
    resource: ({ ResourceArn }) => ResourceArn,
  })
})

describe('validation', () => {
  test('refuses the ARN of anything but a pool', () => {
    const ResourceArn = `arn:aws:iam::${ACCOUNT}:role/some-role`
    return refuses(
      root.send(new UntagResourceCommand({ ResourceArn, TagKeys: ['a'] })),
      'InvalidParameterException',
      `${ResourceArn} is not the ARN of a user pool.`,
    )
  })

  test('does not know a missing pool', () =>
    refuses(
      root.send(
        new UntagResourceCommand({
          ResourceArn: `arn:aws:cognito-idp:${REGION}:${ACCOUNT}:userpool/us-east-1_Unknown12`,
          TagKeys: ['a'],
        }),
      ),
      'ResourceNotFoundException',
      'User pool us-east-1_Unknown12 does not exist.',
    ))
})

describe('behaviour', () => {
  test('removes the named tags and ignores missing keys', async () => {
    const ResourceArn = poolArn(await newPool(root, TAGGED))
    const answer = await house.call('UntagResource', { ResourceArn, TagKeys: ['env', 'unknown'] })
    assert.equal(answer.text, '{}')
    const { Tags } = await root.send(new ListTagsForResourceCommand({ ResourceArn }))
    assert.deepEqual(Tags, { team: 'a' })
  })
})
