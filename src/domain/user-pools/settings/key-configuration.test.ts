import assert from 'node:assert/strict'
import { test } from 'node:test'
import { invalidParameter } from '../../../contract/service-error.ts'
import { assertKeyConfiguration, keyConfigurationFrom } from './key-configuration.ts'

const home = { region: 'us-east-1', account: '123456789012' }
const kmsKeyArn = 'arn:aws:kms:us-east-1:123456789012:key/mrk-0123456789abcdef0123456789abcdef'

test('the key is owned by AWS until the owner brings one', () => {
  assert.deepEqual(keyConfigurationFrom(undefined), { keyType: 'AWS_OWNED_KEY' })
  assert.deepEqual(keyConfigurationFrom({ keyType: 'CUSTOMER_MANAGED_KEY', kmsKeyArn }), {
    keyType: 'CUSTOMER_MANAGED_KEY',
    kmsKeyArn,
  })
})

test('an ARN without a type is the owner’s key', () => {
  assert.deepEqual(keyConfigurationFrom({ kmsKeyArn }), { keyType: 'CUSTOMER_MANAGED_KEY', kmsKeyArn })
})

test('refuses an own key without an ARN, or with the ARN of something else', () => {
  assert.throws(
    () => keyConfigurationFrom({ keyType: 'CUSTOMER_MANAGED_KEY' }),
    invalidParameter('KmsKeyArn is required when KeyType is CUSTOMER_MANAGED_KEY.'),
  )
  assert.throws(
    () => assertKeyConfiguration(keyConfigurationFrom({ kmsKeyArn: 'arn:aws:s3:::bucket' }), home),
    invalidParameter('arn:aws:s3:::bucket is not the ARN of a KMS key.'),
  )
})

test('refuses an ARN for the key owned by AWS', () => {
  assert.throws(
    () => keyConfigurationFrom({ keyType: 'AWS_OWNED_KEY', kmsKeyArn }),
    invalidParameter('KmsKeyArn can not be set when KeyType is AWS_OWNED_KEY.'),
  )
})
