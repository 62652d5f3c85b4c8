import assert from 'node:assert/strict'
import { test } from 'node:test'
import { invalidParameter } from '../../../contract/service-error.ts'
import { mfaConfigOf, withMfaConfig } from './mfa-config.ts'
import { newSettings } from './requested-settings.ts'
import type { MfaConfigRequest } from './user-pool-settings-request.ts'

const smsConfiguration = { snsCallerArn: 'arn:aws:iam::123456789012:role/sms' }
const token = { softwareTokenMfaConfiguration: { enabled: true } }
const plain = newSettings({})

test('a new pool has MFA off and nothing else to show', () => {
  assert.deepEqual(
    { ...mfaConfigOf(plain) },
    {
      mfaConfiguration: 'OFF',
      smsMfaConfiguration: undefined,
      softwareTokenMfaConfiguration: undefined,
      emailMfaConfiguration: undefined,
      webAuthnConfiguration: undefined,
    },
  )
})

test('replaces all second factors and the passkeys', () => {
  const first = withMfaConfig(plain, {
    mfaConfiguration: 'OPTIONAL',
    ...token,
    emailMfaConfiguration: { subject: 'Code' },
    webAuthnConfiguration: { relyingPartyId: 'example.com' },
  })
  const second = withMfaConfig(first, {
    mfaConfiguration: 'ON',
    smsMfaConfiguration: { smsConfiguration, smsAuthenticationMessage: 'Code {####}' },
  })
  assert.deepEqual(
    { ...mfaConfigOf(second) },
    {
      mfaConfiguration: 'ON',
      smsMfaConfiguration: { smsAuthenticationMessage: 'Code {####}', smsConfiguration },
      softwareTokenMfaConfiguration: undefined,
      emailMfaConfiguration: undefined,
      webAuthnConfiguration: undefined,
    },
  )
})

test('MFA is off if it is left out, and the second factors are removed', () => {
  const set = withMfaConfig(plain, { mfaConfiguration: 'ON', ...token })
  assert.deepEqual(mfaConfigOf(withMfaConfig(set, {})), mfaConfigOf(plain))
})

for (const [what, block] of Object.entries({
  'text messages': { smsMfaConfiguration: { smsConfiguration } },
  'software tokens': { softwareTokenMfaConfiguration: { enabled: false } },
  mails: { emailMfaConfiguration: {} },
}) as [string, MfaConfigRequest][]) {
  test(`refuses ${what} together with MFA off, stated or left out`, () => {
    const refusal = invalidParameter(
      "Invalid MFA configuration given, can't turn off MFA and configure an MFA together.",
    )
    assert.throws(() => withMfaConfig(plain, block), refusal)
    assert.throws(() => withMfaConfig(plain, { ...block, mfaConfiguration: 'OFF' }), refusal)
  })
}

test('takes passkeys while MFA is off', () => {
  const webAuthnConfiguration = { relyingPartyId: 'example.com', userVerification: 'required' } as const
  assert.deepEqual(
    mfaConfigOf(withMfaConfig(plain, { webAuthnConfiguration })).webAuthnConfiguration,
    webAuthnConfiguration,
  )
})

for (const request of [
  {},
  { softwareTokenMfaConfiguration: { enabled: false } },
  { softwareTokenMfaConfiguration: {} },
]) {
  test(`refuses MFA with no second factor but ${JSON.stringify(request)}`, () => {
    assert.throws(
      () => withMfaConfig(plain, { mfaConfiguration: 'OPTIONAL', ...request }),
      invalidParameter(
        'Invalid MFA Configuration given. SMS MFA, Email MFA, or Software Token MFA must be enabled.',
      ),
    )
  })
}

test('text messages bring their SMS configuration, even if the pool has one', () => {
  for (const settings of [plain, newSettings({ smsConfiguration })]) {
    assert.throws(
      () => withMfaConfig(settings, { mfaConfiguration: 'ON', smsMfaConfiguration: {} }),
      invalidParameter(
        'SMS configuration and Auto verification for phone_number are required when MFA is required/optional',
      ),
    )
  }
})

test('a software token as the one second factor leaves the SMS configuration to the pool', () => {
  const pool = newSettings({ smsConfiguration, smsAuthenticationMessage: 'Code {####}' })
  const set = withMfaConfig(pool, { mfaConfiguration: 'ON', ...token })
  assert.deepEqual(set.smsConfiguration, smsConfiguration)
  assert.equal(set.smsAuthenticationMessage, 'Code {####}')
  assert.equal(mfaConfigOf(set).smsMfaConfiguration, undefined)
})
