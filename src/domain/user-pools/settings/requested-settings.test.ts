import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { newSettings, updatedSettings } from './requested-settings.ts'
import type { UserPoolSettings } from './user-pool-settings.ts'
import type { NewUserPoolSettingsRequest, UserPoolSettingsRequest } from './user-pool-settings-request.ts'

const arn = 'arn:aws:lambda:us-east-1:123456789012:function:f'
const kmsKeyArn = 'arn:aws:kms:us-east-1:123456789012:key/1'

/** Something other than the default for every setting. */
const full = {
  policies: {
    passwordPolicy: { minimumLength: 12, temporaryPasswordValidityDays: 3 },
    signInPolicy: { allowedFirstAuthFactors: ['PASSWORD', 'WEB_AUTHN'] },
  },
  deletionProtection: 'ACTIVE',
  lambdaConfig: { preSignUp: arn },
  autoVerifiedAttributes: ['email'],
  usernameAttributes: ['email'],
  usernameConfiguration: { caseSensitive: false },
  smsVerificationMessage: 'SMS {####}',
  emailVerificationMessage: 'Mail {####}',
  emailVerificationSubject: 'Subject',
  smsAuthenticationMessage: 'Code {####}',
  mfaConfiguration: 'OPTIONAL',
  userAttributeUpdateSettings: { attributesRequireVerificationBeforeUpdate: ['email'] },
  deviceConfiguration: { challengeRequiredOnNewDevice: true },
  emailConfiguration: { from: 'a@example.com' },
  smsConfiguration: { snsCallerArn: 'arn:aws:iam::123456789012:role/sms' },
  adminCreateUserConfig: { allowAdminCreateUserOnly: true },
  userPoolAddOns: { advancedSecurityMode: 'AUDIT' },
  accountRecoverySetting: { recoveryMechanisms: [{ priority: 1, name: 'verified_email' }] },
  userPoolTier: 'PLUS',
  dcrConfiguration: { openDcrEnabled: true },
  keyConfiguration: { kmsKeyArn },
  issuerConfiguration: { type: 'UPDATED' },
  acrConfiguration: { Level1: { acrValue: 'urn:x' } },
} as const satisfies NewUserPoolSettingsRequest

const KEPT = [
  'policies',
  'deletionProtection',
  'usernameAttributes',
  'usernameConfiguration',
  'mfaConfiguration',
  'userPoolTier',
  'dcrConfiguration',
  'keyConfiguration',
  'issuerConfiguration',
  'acrConfiguration',
] as const satisfies (keyof UserPoolSettings)[]

const RESET = [
  'lambdaConfig',
  'autoVerifiedAttributes',
  'smsVerificationMessage',
  'emailVerificationMessage',
  'emailVerificationSubject',
  'verificationMessageTemplate',
  'smsAuthenticationMessage',
  'userAttributeUpdateSettings',
  'deviceConfiguration',
  'emailConfiguration',
  'userPoolAddOns',
  'accountRecoverySetting',
] as const satisfies (keyof UserPoolSettings)[]

const pool = newSettings(full)
// Optional MFA by text message needs its configuration, which an update resets.
const updated = updatedSettings(pool, { smsConfiguration: full.smsConfiguration })
const defaults = newSettings({})

for (const setting of KEPT) {
  test(`an update keeps ${setting} where it leaves it out`, () => {
    assert.notDeepEqual(pool[setting], defaults[setting])
    assert.deepEqual(updated[setting], pool[setting])
  })
}

for (const setting of RESET) {
  test(`an update resets ${setting} where it leaves it out`, () => {
    assert.notDeepEqual(pool[setting], defaults[setting])
    assert.deepEqual(updated[setting], defaults[setting])
  })
}

test('an update resets the SMS configuration and who may create users', () => {
  const { smsConfiguration, adminCreateUserConfig } = updatedSettings(pool, { mfaConfiguration: 'OFF' })
  assert.equal(smsConfiguration, undefined)
  assert.equal(adminCreateUserConfig.allowAdminCreateUserOnly, false)
})

test('an update keeps the second factors and passkeys of SetUserPoolMfaConfig', () => {
  const set = {
    ...pool,
    softwareTokenMfaConfiguration: { enabled: true },
    webAuthnConfiguration: { relyingPartyId: 'example.com' },
  }
  const { softwareTokenMfaConfiguration, webAuthnConfiguration } = updatedSettings(set, {})
  assert.deepEqual(softwareTokenMfaConfiguration, set.softwareTokenMfaConfiguration)
  assert.deepEqual(webAuthnConfiguration, set.webAuthnConfiguration)
})

test('a stated block of client registration replaces the old one and turns it on', () => {
  const open = newSettings({ dcrConfiguration: { enableStatus: 'Disabled', openDcrEnabled: true } })
  const { dcrConfiguration } = updatedSettings(open, { dcrConfiguration: { allowedScopes: ['a/b'] } })
  assert.deepEqual(dcrConfiguration, {
    enableStatus: 'Enabled',
    openDcrEnabled: false,
    allowedScopes: ['a/b'],
  })
})

test('one member of the device configuration turns it on, none leaves it off', () => {
  assert.equal(newSettings({ deviceConfiguration: {} }).deviceConfiguration, undefined)
  assert.deepEqual(
    newSettings({ deviceConfiguration: { deviceOnlyRememberedOnUserPrompt: false } }).deviceConfiguration,
    {
      challengeRequiredOnNewDevice: false,
      deviceOnlyRememberedOnUserPrompt: false,
    },
  )
})

test('the same update twice changes no more than once', () => {
  fc.assert(
    fc.property(fc.subarray(Object.entries(full)), (chosen) => {
      const request: UserPoolSettingsRequest = Object.fromEntries(chosen)
      const start = newSettings({ smsConfiguration: full.smsConfiguration, userPoolTier: 'PLUS' })
      const once = update(start, request)
      assert.deepEqual(update(once, request), once)
    }),
  )
})

/** With the SMS configuration that optional MFA needs. */
function update(settings: UserPoolSettings, request: UserPoolSettingsRequest): UserPoolSettings {
  return updatedSettings(settings, { smsConfiguration: full.smsConfiguration, ...request })
}
