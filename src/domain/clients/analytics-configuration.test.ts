import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { assertAnalyticsConfiguration } from './analytics-configuration.ts'

const applicationArn = 'arn:aws:mobiletargeting:us-east-1:123456789012:apps/abc'
const byId = { applicationId: 'abc', roleArn: 'arn:aws:iam::123456789012:role/r', externalId: 'x' }

describe('an analytics configuration', () => {
  test('names the project by its ARN, or by its id with role and external id', () => {
    assertAnalyticsConfiguration(undefined)
    assertAnalyticsConfiguration({ applicationArn })
    assertAnalyticsConfiguration({ applicationArn, userDataShared: true })
    assertAnalyticsConfiguration({ ...byId, userDataShared: false })
  })

  const { applicationId, roleArn, externalId } = byId
  for (const configuration of [
    {},
    { userDataShared: true },
    { applicationId },
    { applicationId, roleArn },
    { applicationId, externalId },
    { roleArn, externalId },
    { applicationArn, applicationId },
    { applicationArn, roleArn },
    { applicationArn, ...byId },
  ]) {
    test(`does not consist of ${Object.keys(configuration).join(', ') || 'nothing'}`, () => {
      assert.throws(() => assertAnalyticsConfiguration(configuration), {
        name: 'InvalidParameterException',
        message:
          'Invalid analytics configuration given, either <application arn> or <application id, role arn, external id> are valid',
      })
    })
  }
})
