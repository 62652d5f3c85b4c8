import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { before, describe, test } from 'node:test'
import type { OperationName } from '../../src/contract/generated/types.ts'
import { ARN_RULES } from '../../src/domain/arns/arn-rules.ts'
import { arnPlaces } from '../support/arn-members.ts'
import { ACCOUNT, usePoolhouse } from '../support/poolhouse.ts'

// Every operation that passes on a role requires `iam:PassRole` on that role, in a separate context: neither the pool's
// tags nor those that the request sets are tags of the role.

const role = `arn:aws:iam::${ACCOUNT}:role/handed-on`
const Tags = { team: 'blue' }

const house = usePoolhouse()
let UserPoolId: string
let ClientId: string

before(async () => {
  const made = await house.call('CreateUserPool', { PoolName: 'tagged', UserPoolTags: Tags })
  UserPoolId = made.json.UserPool.Id
  const client = await house.call('CreateUserPoolClient', { UserPoolId, ClientName: 'web' })
  ClientId = client.json.UserPoolClient.ClientId
  await house.call('CreateGroup', { UserPoolId, GroupName: 'group' })
})

const OPTIONAL = { MfaConfiguration: 'OPTIONAL' }
const analytics = { ApplicationId: 'a'.repeat(32), RoleArn: role, ExternalId: 'x' }

/** The smallest input of each operation with each member that takes a role. */
const handingOn: [operation: OperationName, input: () => Record<string, unknown>][] = [
  ['CreateUserPool', () => ({ PoolName: 'p', UserPoolTags: Tags, SmsConfiguration: { SnsCallerArn: role } })],
  [
    'CreateUserPool',
    () => ({ PoolName: 'p', UserPoolTags: Tags, SmsConfiguration: { EumsSms: { CallerArn: role } } }),
  ],
  ['UpdateUserPool', () => ({ UserPoolId, UserPoolTags: Tags, SmsConfiguration: { SnsCallerArn: role } })],
  [
    'UpdateUserPool',
    () => ({ UserPoolId, UserPoolTags: Tags, SmsConfiguration: { EumsSms: { CallerArn: role } } }),
  ],
  [
    'SetUserPoolMfaConfig',
    () => ({ UserPoolId, ...OPTIONAL, SmsMfaConfiguration: { SmsConfiguration: { SnsCallerArn: role } } }),
  ],
  [
    'SetUserPoolMfaConfig',
    () => ({
      UserPoolId,
      ...OPTIONAL,
      SmsMfaConfiguration: { SmsConfiguration: { EumsSms: { CallerArn: role } } },
    }),
  ],
  ['CreateGroup', () => ({ UserPoolId, GroupName: randomUUID(), RoleArn: role })],
  ['UpdateGroup', () => ({ UserPoolId, GroupName: 'group', RoleArn: role })],
  ['CreateUserPoolClient', () => ({ UserPoolId, ClientName: 'c', AnalyticsConfiguration: analytics })],
  ['UpdateUserPoolClient', () => ({ UserPoolId, ClientId, AnalyticsConfiguration: analytics })],
  ['CreateUserImportJob', () => ({ UserPoolId, JobName: 'j', CloudWatchLogsRoleArn: role })],
]

const ON_POOLS = { Effect: 'Allow', Action: 'cognito-idp:*', Resource: '*' }
const passing = (Effect: string, Condition: object) => ({
  Effect,
  Action: 'iam:PassRole',
  Resource: '*',
  Condition,
})

const conditions: [what: string, condition: object][] = [
  ['the tags of the pool', { StringEquals: { 'aws:ResourceTag/team': 'blue' } }],
  ['the tags of the request', { StringEquals: { 'aws:RequestTag/team': 'blue' } }],
  ['the tag keys of the request', { 'ForAnyValue:StringEquals': { 'aws:TagKeys': 'team' } }],
]

async function answerOf(operation: OperationName, input: unknown, ...Statement: object[]) {
  const credentials = await house.userWith({ Version: '2012-10-17', Statement })
  return house.call(operation, input, { credentials })
}

test('every operation that takes a role is tested', () => {
  const takingRoles = arnPlaces().filter(
    ({ member }) => 'handedOn' in ARN_RULES[member as keyof typeof ARN_RULES],
  )
  const inTest = handingOn.flatMap(([operation, input]) =>
    leavesOf(input())
      .filter(({ value }) => value === role)
      .map(({ path }) => [operation, ...path].join('.')),
  )
  const inContract = takingRoles.map(({ operation, path }) => [operation, ...path].join('.'))
  assert.deepEqual(inTest.sort(), inContract.sort())
})

interface Leaf {
  readonly path: readonly string[]
  readonly value: unknown
}

function leavesOf(value: unknown, path: readonly string[] = []): Leaf[] {
  if (typeof value !== 'object' || value === null) return [{ path, value }]
  return Object.entries(value).flatMap(([name, part]) => leavesOf(part, [...path, name]))
}

for (const [operation, input] of handingOn) {
  describe(`a role handed on by ${operation} in ${Object.keys(input()).at(-1)}`, () => {
    test('is not allowed by tags of the pool or of the request', async () => {
      for (const [what, condition] of conditions) {
        const { json } = await answerOf(operation, input(), ON_POOLS, passing('Allow', condition))
        assert.equal(json.__type, 'AccessDeniedException', what)
        assert.match(json.Message, new RegExp(`to perform: iam:PassRole on resource: ${role} because no`))
      }
    })

    test('is not denied by tags either, which are known of no role', async () => {
      const denials = conditions.map(([, condition]) => passing('Deny', condition))
      const { status } = await answerOf(operation, input(), ON_POOLS, passing('Allow', {}), ...denials)
      assert.equal(status, 200)
    })

    test('does not say to which service it is handed on', async () => {
      const toCognito = { StringEquals: { 'iam:PassedToService': 'cognito-idp.amazonaws.com' } }
      const { json } = await answerOf(operation, input(), ON_POOLS, passing('Allow', toCognito))
      assert.equal(json.__type, 'AccessDeniedException')
      const absent = { Null: { 'iam:PassedToService': 'true' } }
      assert.equal((await answerOf(operation, input(), ON_POOLS, passing('Allow', absent))).status, 200)
    })

    test('is in an account, which a policy may ask for', async () => {
      const own = { StringEquals: { 'aws:ResourceAccount': ACCOUNT } }
      assert.equal((await answerOf(operation, input(), ON_POOLS, passing('Allow', own))).status, 200)
    })
  })
}
