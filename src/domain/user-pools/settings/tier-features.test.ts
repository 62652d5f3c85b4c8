import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ServiceError } from '../../../contract/service-error.ts'
import { newSettings } from './requested-settings.ts'
import { assertFeaturesInTier, assertTierCanBeLowered, isLowerTier } from './tier-features.ts'
import type { UserPoolSettings } from './user-pool-settings.ts'
import type { NewUserPoolSettingsRequest } from './user-pool-settings-request.ts'

const lambdaArn = 'arn:aws:lambda:us-east-1:123456789012:function:f'

/** For each feature, what uses it and what comes near. */
const features: [string, NewUserPoolSettingsRequest, NewUserPoolSettingsRequest][] = [
  [
    'Passwordless Sign-In',
    { policies: { signInPolicy: { allowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] } } },
    { policies: { signInPolicy: { allowedFirstAuthFactors: ['PASSWORD'] } } },
  ],
  [
    'Token Customization with Pre-Token Generation Lambda V3_0',
    { lambdaConfig: { preTokenGenerationConfig: { lambdaVersion: 'V3_0', lambdaArn } } },
    { lambdaConfig: { preTokenGenerationConfig: { lambdaVersion: 'V1_0', lambdaArn } } },
  ],
  [
    'Password History',
    { policies: { passwordPolicy: { passwordHistorySize: 1 } } },
    { policies: { passwordPolicy: { passwordHistorySize: 0 } } },
  ],
  ['Custom ACR Values', { acrConfiguration: { Level1: { acrValue: 'urn:x' } } }, { acrConfiguration: {} }],
  [
    'Dynamic Client Registration',
    { dcrConfiguration: {} },
    { dcrConfiguration: { enableStatus: 'Disabled' } },
  ],
]

const unavailable = (tier: string, feature: string) =>
  new ServiceError(
    'FeatureUnavailableInTierException',
    `The following features need to be disabled for the ${tier} pricing tier configured: ${feature}`,
  )

for (const [feature, user, nearby] of features) {
  test(`${feature} needs ESSENTIALS`, () => {
    const lite = newSettings({ ...user, userPoolTier: 'LITE' })
    assert.throws(() => assertFeaturesInTier(lite), unavailable('LITE', feature))
    assertFeaturesInTier(newSettings(user))
    assertFeaturesInTier(newSettings({ ...nearby, userPoolTier: 'LITE' }))
  })
}

const mfaFeatures: [string, Partial<UserPoolSettings>][] = [
  ['Email MFA', { emailMfaConfiguration: {} }],
  ['Passkey MFA', { webAuthnConfiguration: { factorConfiguration: 'MULTI_FACTOR_WITH_USER_VERIFICATION' } }],
]

for (const [feature, changes] of mfaFeatures) {
  test(`${feature} needs ESSENTIALS`, () => {
    const lite = { ...newSettings({ userPoolTier: 'LITE' }), ...changes }
    assert.throws(() => assertFeaturesInTier(lite), unavailable('LITE', feature))
    assertFeaturesInTier({ ...lite, userPoolTier: 'ESSENTIALS' })
  })
}

test('threat protection needs PLUS', () => {
  const userPoolAddOns = { advancedSecurityMode: 'AUDIT' } as const
  assert.throws(
    () => assertFeaturesInTier(newSettings({ userPoolAddOns })),
    unavailable('ESSENTIALS', 'Threat Protection'),
  )
  assertFeaturesInTier(newSettings({ userPoolAddOns, userPoolTier: 'PLUS' }))
  assertFeaturesInTier(newSettings({ userPoolAddOns: { advancedSecurityMode: 'OFF' }, userPoolTier: 'LITE' }))
})

test('names every feature that a lower tier does not have', () => {
  const settings = newSettings({ dcrConfiguration: {}, userPoolTier: 'LITE' })
  assert.throws(
    () => assertTierCanBeLowered(settings, ['Refresh Token Rotation']),
    new ServiceError(
      'TierChangeNotAllowedException',
      'The following features need to be disabled for the LITE pricing tier configured: Dynamic Client Registration, Refresh Token Rotation',
    ),
  )
  assertTierCanBeLowered(newSettings({ userPoolTier: 'LITE' }), [])
})

test('LITE is below ESSENTIALS and ESSENTIALS below PLUS', () => {
  assert.equal(isLowerTier('LITE', 'ESSENTIALS'), true)
  assert.equal(isLowerTier('ESSENTIALS', 'PLUS'), true)
  assert.equal(isLowerTier('PLUS', 'PLUS'), false)
  assert.equal(isLowerTier('PLUS', 'LITE'), false)
})
