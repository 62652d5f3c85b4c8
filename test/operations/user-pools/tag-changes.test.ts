import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { ACCOUNT, REGION, usePoolhouse } from '../../support/poolhouse.ts'
import type { Credentials } from '../../support/sign.ts'

// UpdateUserPool changes tags exactly if TagResource and UntagResource would let its caller do so.

type Tags = Record<string, string>

const house = usePoolhouse()

async function tagged(UserPoolTags: Tags): Promise<string> {
  const { json } = await house.call('CreateUserPool', { PoolName: 'tagged', UserPoolTags })
  return json.UserPool.Id
}

async function tagsOf(UserPoolId: string): Promise<Tags> {
  const { json } = await house.call('DescribeUserPool', { UserPoolId })
  return json.UserPool.UserPoolTags
}

function as(...Statement: object[]): Promise<Credentials> {
  return house.userWith({ Version: '2012-10-17', Statement })
}

const arnOf = (id: string) => `arn:aws:cognito-idp:${REGION}:${ACCOUNT}:userpool/${id}`
const actions = (...names: string[]) => names.map((name) => `cognito-idp:${name}`)
const allow = (...names: string[]) => ({ Effect: 'Allow', Action: actions(...names), Resource: '*' })
const deny = (names: string[], Condition: object) => ({
  Effect: 'Deny',
  Action: actions(...names),
  Resource: '*',
  Condition,
})

const UPDATE = allow('UpdateUserPool')
const inProduction = { StringEquals: { 'aws:ResourceTag/env': 'prod' } }
const NOTHING_IN_PRODUCTION = deny(['TagResource', 'UntagResource', 'DeleteUserPool'], inProduction)

describe('the tags of a pool in UpdateUserPool', () => {
  test('are not removed by leaving them out, so a denial by a tag cannot be escaped', async () => {
    const credentials = await as(allow('*'), NOTHING_IN_PRODUCTION)
    const UserPoolId = await tagged({ env: 'prod' })
    const updated = await house.call('UpdateUserPool', { UserPoolId, PoolName: 'new' }, { credentials })
    assert.equal(updated.status, 200)
    assert.deepEqual(await tagsOf(UserPoolId), { env: 'prod' })
    const { json } = await house.call('DescribeUserPool', { UserPoolId })
    assert.equal(json.UserPool.Name, 'new')
    const deleted = await house.call('DeleteUserPool', { UserPoolId }, { credentials })
    assert.equal(deleted.json.__type, 'AccessDeniedException')
  })

  test('are not replaced or emptied by a caller who may not tag, and nothing else changes then', async () => {
    const credentials = await as(UPDATE)
    const UserPoolId = await tagged({ env: 'prod', team: 'blue' })
    for (const [UserPoolTags, action] of [
      [{}, 'UntagResource'],
      [{ env: 'prod' }, 'UntagResource'],
      [{ env: 'dev', team: 'blue' }, 'TagResource'],
      [{ env: 'prod', team: 'blue', more: '' }, 'TagResource'],
    ] as const) {
      const input = { UserPoolId, PoolName: 'other', UserPoolTags }
      const { json } = await house.call('UpdateUserPool', input, { credentials })
      assert.equal(json.__type, 'AccessDeniedException')
      assert.ok(
        json.Message.endsWith(
          `is not authorized to perform: cognito-idp:${action} on resource: ${arnOf(UserPoolId)} ` +
            `because no identity-based policy allows the cognito-idp:${action} action`,
        ),
        json.Message,
      )
    }
    assert.deepEqual(await tagsOf(UserPoolId), { env: 'prod', team: 'blue' })
    const { json } = await house.call('DescribeUserPool', { UserPoolId })
    assert.equal(json.UserPool.Name, 'tagged')
  })

  test('may be sent unchanged by every caller who may update the pool', async () => {
    const credentials = await as(UPDATE)
    const UserPoolTags = { env: 'prod', team: 'blue' }
    const UserPoolId = await tagged(UserPoolTags)
    const updated = await house.call('UpdateUserPool', { UserPoolId, UserPoolTags }, { credentials })
    assert.equal(updated.status, 200)
  })

  test('stay if they are left out, and go by an empty map if the caller may untag', async () => {
    const credentials = await as(UPDATE, allow('UntagResource'))
    const UserPoolId = await tagged({ env: 'prod', team: 'blue' })
    assert.equal((await house.call('UpdateUserPool', { UserPoolId }, { credentials })).status, 200)
    assert.deepEqual(await tagsOf(UserPoolId), { env: 'prod', team: 'blue' })
    const emptied = await house.call('UpdateUserPool', { UserPoolId, UserPoolTags: {} }, { credentials })
    assert.equal(emptied.status, 200)
    assert.deepEqual(await tagsOf(UserPoolId), {})
  })

  test('follow a policy by the keys and values that change, not by those that stay', async () => {
    const keys = { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['team'] } }
    const credentials = await as(UPDATE, { ...allow('TagResource', 'UntagResource'), Condition: keys })
    const UserPoolId = await tagged({ env: 'prod', team: 'blue' })
    const update = async (UserPoolTags: Tags) =>
      (await house.call('UpdateUserPool', { UserPoolId, UserPoolTags }, { credentials })).status
    assert.equal(await update({ env: 'prod', team: 'red' }), 200)
    assert.equal(await update({ env: 'prod' }), 200)
    assert.equal(await update({ env: 'dev' }), 400)
    assert.deepEqual(await tagsOf(UserPoolId), { env: 'prod' })
  })

  test('change as far as TagResource and UntagResource would change them, whatever the policy', async () => {
    const tag = fc.dictionary(fc.constantFrom('env', 'team', 'x'), fc.constantFrom('prod', 'dev'), {
      noNullPrototype: true,
    })
    const statement = fc.record({
      Effect: fc.constantFrom('Allow', 'Deny'),
      Action: fc.constantFrom(
        'cognito-idp:TagResource',
        'cognito-idp:UntagResource',
        'cognito-idp:*Resource',
      ),
      Resource: fc.constant('*'),
      Condition: fc.constantFrom(
        {},
        inProduction,
        { StringEquals: { 'aws:RequestTag/env': 'prod' } },
        { 'ForAnyValue:StringEquals': { 'aws:TagKeys': ['env'] } },
      ),
    })
    const statements = fc.array(statement, { maxLength: 3 })
    const property = fc.asyncProperty(statements, tag, fc.option(tag), async (policy, present, wanted) => {
      const credentials = await as(UPDATE, allow('TagResource', 'UntagResource'), ...policy)
      const [UserPoolId, twin] = [await tagged(present), await tagged(present)]
      const input = { UserPoolId, ...(wanted && { UserPoolTags: wanted }) }
      const { status } = await house.call('UpdateUserPool', input, { credentials })
      const isAllowed = await byTagging(twin, present, wanted ?? present, credentials)
      assert.equal(status === 200, isAllowed)
      assert.deepEqual(await tagsOf(UserPoolId), isAllowed ? (wanted ?? present) : present)
    })
    await fc.assert(property, { numRuns: 60 })
  })
})

/** Whether the two tag operations allow the caller each needed change, checked on a pool with the present tags. */
async function byTagging(UserPoolId: string, present: Tags, wanted: Tags, credentials: Credentials) {
  const TagKeys = Object.keys(present).filter((key) => wanted[key] === undefined)
  const set = Object.entries(wanted).filter(([key, value]) => present[key] !== value)
  const Tags = Object.fromEntries(set)
  const attempt = async (operation: string, members: object) => {
    const input = { ResourceArn: arnOf(UserPoolId), ...members }
    const { status } = await house.call(operation, input, { credentials })
    await house.call('UpdateUserPool', { UserPoolId, UserPoolTags: present })
    return status === 200
  }
  const mayUntag = TagKeys.length === 0 || (await attempt('UntagResource', { TagKeys }))
  const mayTag = set.length === 0 || (await attempt('TagResource', { Tags }))
  return mayUntag && mayTag
}
