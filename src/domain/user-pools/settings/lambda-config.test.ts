import assert from 'node:assert/strict'
import { test } from 'node:test'
import { invalidParameter } from '../../../contract/service-error.ts'
import { assertLambdaConfig, lambdaConfigFrom } from './lambda-config.ts'
import type { LambdaConfig } from './user-pool-settings.ts'

const home = { region: 'us-east-1', account: '123456789012' }
const here = 'arn:aws:lambda:us-east-1:123456789012:function:here'
const there = 'arn:aws:lambda:eu-west-1:123456789012:function:there'
const key = 'arn:aws:kms:us-east-1:123456789012:key/1'

test('the function before token generation shows under both of its names', () => {
  assert.deepEqual(lambdaConfigFrom({ preTokenGeneration: here }), {
    preTokenGeneration: here,
    preTokenGenerationConfig: { lambdaVersion: 'V1_0', lambdaArn: here },
  })
  const versioned = { lambdaVersion: 'V2_0', lambdaArn: here }
  assert.deepEqual(lambdaConfigFrom({ preTokenGenerationConfig: versioned }), {
    preTokenGeneration: here,
    preTokenGenerationConfig: versioned,
  })
  assert.deepEqual(lambdaConfigFrom({ preSignUp: here }), { preSignUp: here })
  assert.deepEqual(lambdaConfigFrom(), {})
})

test('takes functions of another account', () => {
  assertLambdaConfig({ preSignUp: 'arn:aws:lambda:us-east-1:999999999999:function:foreign' }, home)
})

const crossRegion = 'Cross-region lambda functions are not supported'
const keyMissing = 'KMSKeyId parameter is required when Custom SMS/Email Lambda trigger is used.'
const sender = { lambdaVersion: 'V1_0', lambdaArn: here }

const refusals: [string, LambdaConfig, string][] = [
  ['a function of another region', { postConfirmation: there }, crossRegion],
  [
    'a versioned function of another region',
    { inboundFederation: { lambdaVersion: 'V1_0', lambdaArn: there } },
    crossRegion,
  ],
  ['a function before token generation of another region', { preTokenGeneration: there }, crossRegion],
  ['a mail sender without a key', { customEmailSender: sender }, keyMissing],
  ['a text sender without a key', { customSMSSender: sender }, keyMissing],
  [
    'a key of another region',
    { customSMSSender: sender, kMSKeyID: key.replace('us-east-1', 'eu-west-1') },
    'Encountered error when CreateGrant was attempted on the input KMS key - Invalid arn eu-west-1',
  ],
  [
    'two functions before token generation',
    {
      preTokenGeneration: here,
      preTokenGenerationConfig: { lambdaVersion: 'V1_0', lambdaArn: `${here}2` },
    },
    "Cannot use PreTokenGenerationLambda and PreTokenGeneration with different Lambda function ARN's",
  ],
]

for (const [what, config, message] of refusals) {
  test(`refuses ${what}`, () => {
    assert.throws(() => assertLambdaConfig(lambdaConfigFrom(config), home), invalidParameter(message))
  })
}

test('takes custom senders with a key of the region', () => {
  assertLambdaConfig({ customEmailSender: sender, customSMSSender: sender, kMSKeyID: key }, home)
})
