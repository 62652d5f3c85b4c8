import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { GetUserPoolMfaConfigCommand } from '@aws-sdk/client-cognito-identity-provider'
import { ACCOUNT, usePoolhouse } from '../../support/poolhouse.ts'
import { newPool, poolArn } from '../../support/pools.ts'
import { refuses } from '../../support/refuses.ts'
import { testAccess } from '../user-pools/signed-access.ts'

const house = usePoolhouse()
const root = house.client()

describe('access', () => {
  testAccess({
    operation: 'GetUserPoolMfaConfig',
    house: () => house,
    input: async () => ({ UserPoolId: await newPool(root) }),
    resource: ({ UserPoolId }) => poolArn(UserPoolId),
  })
})

describe('validation', () => {
  test('asks for an id', async () => {
    const answer = await house.call('GetUserPoolMfaConfig', {})
    assert.equal(answer.json.__type, 'InvalidParameterException')
  })
})

describe('behaviour', () => {
  test('does not know a pool that there is not', () =>
    refuses(
      root.send(new GetUserPoolMfaConfigCommand({ UserPoolId: 'us-east-1_Unknown12' })),
      'ResourceNotFoundException',
      'User pool us-east-1_Unknown12 does not exist.',
    ))

  test('shows MFA off and nothing else on a plain pool', async () => {
    const answer = await house.call('GetUserPoolMfaConfig', { UserPoolId: await newPool(root) })
    assert.equal(answer.text, '{"MfaConfiguration":"OFF"}')
  })

  test('shows no SMS configuration that serves verification alone', async () => {
    const { json } = await house.call('CreateUserPool', {
      PoolName: 'pool',
      SmsConfiguration: { SnsCallerArn: `arn:aws:iam::${ACCOUNT}:role/sms` },
    })
    const answer = await house.call('GetUserPoolMfaConfig', { UserPoolId: json.UserPool.Id })
    assert.equal(answer.text, '{"MfaConfiguration":"OFF"}')
  })
})
