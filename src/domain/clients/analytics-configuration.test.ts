import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { assertAnalyticsConfiguration, shownAnalyticsConfiguration } from './analytics-configuration.ts'

const home = { region: 'us-east-1', account: '123456789012' }
const applicationArn = 'arn:aws:mobiletargeting:us-east-1:123456789012:apps/abc'
const byId = { applicationId: 'abc', roleArn: 'arn:aws:iam::123456789012:role/r', externalId: 'x' }

describe('an analytics configuration', () => {
  test('names the project by its ARN, or by its id with role and external id', () => {
    assertAnalyticsConfiguration(undefined, home)
    assertAnalyticsConfiguration({ applicationArn }, home)
    assertAnalyticsConfiguration({ applicationArn, userDataShared: true }, home)
    assertAnalyticsConfiguration({ ...byId, userDataShared: false }, home)
  })

  test('is shown with the role of the service if it names the project by its ARN, and can be sent like that', () => {
    const shown = shownAnalyticsConfiguration({ applicationArn, userDataShared: true }, home.account)
    assert.deepEqual(shown, {
      applicationArn,
      roleArn:
        'arn:aws:iam::123456789012:role/aws-service-role/cognito-idp.amazonaws.com/AWSServiceRoleForAmazonCognitoIdp',
      userDataShared: true,
    })
    assertAnalyticsConfiguration(shown, home)
    assert.deepEqual(shownAnalyticsConfiguration(byId, home.account), byId)
    assert.equal(shownAnalyticsConfiguration(undefined, home.account), undefined)
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
      assert.throws(() => assertAnalyticsConfiguration(configuration, home), {
        name: 'InvalidParameterException',
        message:
          'Invalid analytics configuration given, either <application arn> or <application id, role arn, external id> are valid',
      })
    })
  }
})
