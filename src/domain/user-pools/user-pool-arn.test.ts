import assert from 'node:assert/strict'
import { test } from 'node:test'
import { invalidParameter } from '../../contract/service-error.ts'
import { userPoolNotFound } from '../arns/user-pool-not-found.ts'
import { userPoolArn } from './user-pool.ts'
import { poolNamedBy } from './user-pool-arn.ts'

const scope = { region: 'us-east-1', account: '123456789012' }
const MEMBER = 'TagResourceRequest.ResourceArn'
const id = 'us-east-1_Example12'

test('finds id and region in the ARN of a pool', () => {
  for (const region of ['us-east-1', 'eu-west-1']) {
    assert.deepEqual(poolNamedBy(MEMBER, userPoolArn({ ...scope, region }, id), scope), { id, region })
  }
})

test('a pool of another account does not exist', () => {
  const elsewhere = { ...scope, account: '999999999999' }
  assert.throws(() => poolNamedBy(MEMBER, userPoolArn(elsewhere, id), scope), userPoolNotFound(id))
})

for (const arn of [
  'arn:aws:iam::123456789012:role/some-role',
  'arn:aws:cognito-idp:us-east-1:123456789012:userpool/*',
  `arn:aws:cognito-idp:us-east-1:123456789012:userpool/${id}/client/1`,
  `arn:aws-cn:cognito-idp:us-east-1:123456789012:userpool/${id}`,
  `arn:aws:cognito-identity:us-east-1:123456789012:userpool/${id}`,
]) {
  test(`refuses ${arn}`, () => {
    assert.throws(
      () => poolNamedBy(MEMBER, arn, scope),
      invalidParameter(`${arn} is not the ARN of a user pool.`),
    )
  })
}
