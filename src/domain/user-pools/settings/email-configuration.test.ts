import assert from 'node:assert/strict'
import { test } from 'node:test'
import { invalidParameter, ServiceError } from '../../../contract/service-error.ts'
import { assertEmailConfiguration, emailConfigurationFrom } from './email-configuration.ts'
import type { EmailConfiguration } from './user-pool-settings.ts'

const scope = { region: 'us-east-1', account: '123456789012' }
const sourceArn = 'arn:aws:ses:us-east-1:123456789012:identity/user@example.com'

test('mails come from the default sender until another is chosen', () => {
  assert.deepEqual(emailConfigurationFrom(undefined), { emailSendingAccount: 'COGNITO_DEFAULT' })
  assert.deepEqual(emailConfigurationFrom({ replyToEmailAddress: 'a@example.com' }), {
    replyToEmailAddress: 'a@example.com',
    emailSendingAccount: 'COGNITO_DEFAULT',
  })
})

test('takes an identity of the account for either sender', () => {
  assertEmailConfiguration({ emailSendingAccount: 'COGNITO_DEFAULT', sourceArn }, scope)
  assertEmailConfiguration({ emailSendingAccount: 'DEVELOPER', sourceArn }, scope)
})

for (const from of ['user@example.com', 'Jane Doe <user@example.com>', '<user@example.com>']) {
  test(`takes mails from ${from}`, () => {
    assertEmailConfiguration({ emailSendingAccount: 'DEVELOPER', sourceArn, from }, scope)
  })
}

for (const from of [
  'Jane Doe',
  'user@',
  '@example.com',
  'Jane Doe <user>',
  'us er@example.com',
  'J <a@b> c',
  'a@example.com,b@example.com',
  'J <a@example.com,b@example.com>',
  `${':;'.repeat(50_000)}a@example.com`,
]) {
  test(`refuses mails from "${from.slice(0, 40)}"`, () => {
    assert.throws(
      () => assertEmailConfiguration({ emailSendingAccount: 'DEVELOPER', sourceArn, from }, scope),
      invalidParameter('Provided From email address is invalid'),
    )
  })
}

test('refuses the developer as sender without an identity', () => {
  assert.throws(
    () => assertEmailConfiguration({ emailSendingAccount: 'DEVELOPER' }, scope),
    invalidParameter('Source ARN is required to use DEVELOPER email sending owner'),
  )
})

test('takes identities of three regions, and of the own one where that is a fourth', () => {
  const inRegion = (region: string): EmailConfiguration => ({
    emailSendingAccount: 'DEVELOPER',
    sourceArn: sourceArn.replace('us-east-1', region),
  })
  for (const region of ['eu-west-1', 'us-east-1', 'us-west-2'])
    assertEmailConfiguration(inRegion(region), scope)
  assertEmailConfiguration(inRegion('eu-central-1'), { ...scope, region: 'eu-central-1' })
  assert.throws(
    () => assertEmailConfiguration(inRegion('eu-central-1'), scope),
    invalidParameter(
      'Provided SourceArn must be in one of the following SES regions: eu-west-1, us-east-1, us-west-2.',
    ),
  )
})

// D6
test('refuses the identity of another account, for every sender', () => {
  for (const emailSendingAccount of ['COGNITO_DEFAULT', 'DEVELOPER'] as const) {
    const foreign = sourceArn.replace('123456789012', '999999999999')
    assert.throws(
      () => assertEmailConfiguration({ emailSendingAccount, sourceArn: foreign }, scope),
      new ServiceError('NotAuthorizedException', 'Email arn does not belong to your account.'),
    )
  }
})

// D5
test('refuses a From address of the default sender without an identity', () => {
  assert.throws(
    () => assertEmailConfiguration({ emailSendingAccount: 'COGNITO_DEFAULT', from: 'a@example.com' }, scope),
    invalidParameter('Cannot configure From email address for default email configuration'),
  )
  assertEmailConfiguration(
    { emailSendingAccount: 'COGNITO_DEFAULT', from: 'a@example.com', sourceArn },
    scope,
  )
})
