import assert from 'node:assert/strict'
import { test } from 'node:test'
import { invalidParameter } from '../../../contract/service-error.ts'
import { newSettings } from './requested-settings.ts'
import {
  assertSecondFactors,
  newSecondFactors,
  type SecondFactorSettings,
  updatedSecondFactors,
} from './second-factors.ts'
import type { AuthFactor, UserPoolSettings } from './user-pool-settings.ts'

const sms = { snsCallerArn: 'arn:aws:iam::123456789012:role/sms' }
const off: SecondFactorSettings = { mfaConfiguration: 'OFF' }
const bySms: SecondFactorSettings = {
  mfaConfiguration: 'OPTIONAL',
  smsMfaEnabled: true,
  smsConfiguration: sms,
}
const byToken: SecondFactorSettings = {
  mfaConfiguration: 'OPTIONAL',
  softwareTokenMfaConfiguration: { enabled: true },
}
const smsNeeded = invalidParameter(
  'SMS configuration and Auto verification for phone_number are required when MFA is required/optional',
)

test('a new pool asks for text messages or for no second factor', () => {
  assert.equal(newSecondFactors(undefined, sms).mfaConfiguration, 'OFF')
  assert.equal(newSecondFactors('OFF', sms).smsMfaEnabled, undefined)
  assert.deepEqual(newSecondFactors('ON', sms), { mfaConfiguration: 'ON', smsMfaEnabled: true })
  assert.throws(() => newSecondFactors('OPTIONAL', undefined), smsNeeded)
})

test('an update that does not mention MFA keeps it', () => {
  assert.equal(updatedSecondFactors(bySms, undefined, sms).mfaConfiguration, 'OPTIONAL')
  assert.equal(updatedSecondFactors(bySms, undefined, sms).smsMfaEnabled, true)
  assert.deepEqual(
    updatedSecondFactors(byToken, undefined, undefined).softwareTokenMfaConfiguration,
    byToken.softwareTokenMfaConfiguration,
  )
})

test('an update never takes the last second factor from a pool that asks for one', () => {
  assert.throws(() => updatedSecondFactors(bySms, undefined, undefined), smsNeeded)
  const both = { ...bySms, ...byToken, smsMfaEnabled: true }
  assert.equal(updatedSecondFactors(both, undefined, undefined).smsMfaEnabled, undefined)
})

test('an update makes MFA optional by text message', () => {
  assert.equal(updatedSecondFactors(off, 'OPTIONAL', sms).smsMfaEnabled, true)
  assert.throws(() => updatedSecondFactors(off, 'OPTIONAL', undefined), smsNeeded)
})

test('an update requires MFA only of a pool that has a second factor', () => {
  assert.equal(updatedSecondFactors(byToken, 'ON', undefined).mfaConfiguration, 'ON')
  assert.throws(
    () => updatedSecondFactors(off, 'ON', sms),
    invalidParameter('Cannot turn MFA functionality ON, once the user pool has been created.'),
  )
})

test('an SMS configuration alone does not add text messages to other second factors', () => {
  assert.equal(updatedSecondFactors(byToken, 'OPTIONAL', sms).smsMfaEnabled, undefined)
})

test('turning MFA off drops every second factor and keeps the SMS configuration', () => {
  const updated = updatedSecondFactors({ ...bySms, ...byToken, emailMfaConfiguration: {} }, 'OFF', sms)
  assert.equal(updated.mfaConfiguration, 'OFF')
  assert.equal(updated.smsMfaEnabled, undefined)
  assert.equal(updated.softwareTokenMfaConfiguration, undefined)
  assert.equal(updated.emailMfaConfiguration, undefined)
  assert.deepEqual(updated.smsConfiguration, sms)
})

function settings(firstFactors: AuthFactor[], changes: Partial<UserPoolSettings>): UserPoolSettings {
  const base = newSettings({ policies: { signInPolicy: { allowedFirstAuthFactors: firstFactors } } })
  return { ...base, ...changes }
}

test('refuses mails as second factor from the default sender', () => {
  const emailMfaConfiguration = {}
  assert.throws(
    () => assertSecondFactors(settings(['PASSWORD'], { emailMfaConfiguration })),
    invalidParameter(
      'Cannot set EmailMfaConfiguration when user pool EmailConfiguration contains an EmailSendingAccount of COGNITO_DEFAULT. Update the value of EmailSendingAccount.',
    ),
  )
  const emailConfiguration = { emailSendingAccount: 'DEVELOPER' } as const
  assertSecondFactors(settings(['PASSWORD'], { emailMfaConfiguration, emailConfiguration }))
})

for (const factor of ['EMAIL_OTP', 'SMS_OTP'] as const) {
  test(`refuses ${factor} as first factor where MFA is required, not where it is optional`, () => {
    assertSecondFactors(settings(['PASSWORD', factor], { mfaConfiguration: 'OPTIONAL' }))
    assert.throws(
      () => assertSecondFactors(settings(['PASSWORD', factor], { mfaConfiguration: 'ON' })),
      invalidParameter(
        'Only PASSWORD and WEB_AUTHN (if configured) can be enabled as an auth factor if MFA is enabled',
      ),
    )
  })
}

test('takes passkeys as first factor under required MFA only if they verify the user', () => {
  const withPasskeys = (webAuthnConfiguration: UserPoolSettings['webAuthnConfiguration']) =>
    settings(['PASSWORD', 'WEB_AUTHN'], { mfaConfiguration: 'ON', webAuthnConfiguration })
  assertSecondFactors(withPasskeys({ factorConfiguration: 'MULTI_FACTOR_WITH_USER_VERIFICATION' }))
  for (const configuration of [undefined, {}, { factorConfiguration: 'SINGLE_FACTOR' } as const]) {
    assert.throws(
      () => assertSecondFactors(withPasskeys(configuration)),
      invalidParameter(
        'Cannot set WebAuthn factor configuration to SINGLE_FACTOR if MFA is required and WebAuthn is an allowed first auth factor',
      ),
    )
  }
})
