import assert from 'node:assert/strict'
import { test } from 'node:test'
import { invalidParameter } from '../../../contract/service-error.ts'
import { assertFirstFactors } from './first-factors.ts'
import { DEFAULT_POLICIES } from './policies.ts'
import type { AuthFactor, SmsConfiguration } from './user-pool-settings.ts'

function check(allowedFirstAuthFactors: AuthFactor[], smsConfiguration?: SmsConfiguration) {
  assertFirstFactors({
    policies: { ...DEFAULT_POLICIES, signInPolicy: { allowedFirstAuthFactors } },
    smsConfiguration,
  })
}

test('takes a password with one-time codes and passkeys', () => {
  check(['WEB_AUTHN', 'PASSWORD', 'EMAIL_OTP'])
  check(['SMS_OTP', 'PASSWORD'], { snsCallerArn: 'arn:aws:iam::123456789012:role/sms' })
})

const refusals: [AuthFactor[], string][] = [
  [['EMAIL_OTP'], 'Password should be configured as one of the allowed first auth factors.'],
  [
    ['PASSWORD', 'SOFTWARE_TOKEN'],
    'SOFTWARE_TOKEN can not be configured as one of the allowed first auth factors.',
  ],
  [
    ['PASSWORD', 'SMS_OTP'],
    'SMS_OTP can not be configured as AuthFactor as user pool is missing valid SMS configuration',
  ],
]

for (const [factors, message] of refusals) {
  test(`refuses ${factors.join(' and ')} on a pool without SMS`, () => {
    assert.throws(() => check(factors), invalidParameter(message))
  })
}
