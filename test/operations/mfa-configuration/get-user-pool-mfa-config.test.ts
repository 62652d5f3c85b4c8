import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import {
  type CognitoIdentityProviderClient,
  CreateUserPoolCommand,
  GetUserPoolMfaConfigCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { ACCOUNT, type Poolhouse, REGION, startPoolhouse } from '../../support/poolhouse.ts'
import { refuses } from '../../support/refuses.ts'
import { testAccess } from '../user-pools/signed-access.ts'

let house: Poolhouse
let root: CognitoIdentityProviderClient

before(async () => {
  house = await startPoolhouse()
  root = house.client()
})
after(() => house.close())

async function newPool(): Promise<string> {
  const { UserPool } = await root.send(new CreateUserPoolCommand({ PoolName: 'pool' }))
  return UserPool?.Id ?? assert.fail('no pool')
}

describe('access', () => {
  testAccess({
    operation: 'GetUserPoolMfaConfig',
    house: () => house,
    input: async () => ({ UserPoolId: await newPool() }),
    resource: ({ UserPoolId }) => `arn:aws:cognito-idp:${REGION}:${ACCOUNT}:userpool/${UserPoolId}`,
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
    const answer = await house.call('GetUserPoolMfaConfig', { UserPoolId: await newPool() })
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
