import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { FirstFactorStanding } from './available-factors.ts'
import { availableChallenges, isFirstChallenge, poolChallenges } from './first-challenges.ts'

const PASSWORDS = ['PASSWORD_SRP', 'PASSWORD'] as const
const ALL = [...PASSWORDS, 'EMAIL_OTP', 'SMS_OTP', 'WEB_AUTHN'] as const

function settings(allowed: readonly string[], more: object = {}): FirstFactorStanding['settings'] {
  const policies = { signInPolicy: { allowedFirstAuthFactors: allowed } }
  const webAuthnConfiguration = { relyingPartyId: 'example.com' }
  const base = { mfaConfiguration: 'OFF', userPoolTier: 'ESSENTIALS', policies, webAuthnConfiguration }
  return { ...base, ...more } as unknown as FirstFactorStanding['settings']
}

const EVERY = settings(['WEB_AUTHN', 'SMS_OTP', 'PASSWORD', 'EMAIL_OTP'])

test('a pool offers what its policy allows, in one order', () => {
  assert.deepEqual(poolChallenges(EVERY), ALL)
  assert.deepEqual(poolChallenges(settings(['PASSWORD'])), PASSWORDS)
  assert.deepEqual(poolChallenges(settings(['SMS_OTP', 'PASSWORD'])), [...PASSWORDS, 'SMS_OTP'])
})

test('a pool without a relying party offers no passkeys', () => {
  assert.deepEqual(poolChallenges({ ...EVERY, webAuthnConfiguration: undefined }), ALL.slice(0, -1))
})

test('a pool of the LITE tier offers passwords alone', () => {
  assert.deepEqual(poolChallenges({ ...EVERY, userPoolTier: 'LITE' }), PASSWORDS)
})

test('a pool with MFA offers all where it is optional, and where it is ON passwords and passkeys of two factors', () => {
  const sms = { smsMfaEnabled: true }
  assert.deepEqual(poolChallenges({ ...EVERY, ...sms, mfaConfiguration: 'OPTIONAL' }), ALL)
  const on = { ...EVERY, ...sms, mfaConfiguration: 'ON' } as const
  assert.deepEqual(poolChallenges(on), PASSWORDS)
  const twoInOne = {
    relyingPartyId: 'example.com',
    factorConfiguration: 'MULTI_FACTOR_WITH_USER_VERIFICATION',
  } as const
  assert.deepEqual(poolChallenges({ ...on, webAuthnConfiguration: twoInOne }), [...PASSWORDS, 'WEB_AUTHN'])
})

test('a user with a password can send it or prove it by SRP', () => {
  const standing: FirstFactorStanding = {
    settings: EVERY,
    user: { attributes: new Map([['email', 'jane@example.com']]), mfa: { activated: [] } },
    hasSoftwareToken: false,
    hasPassword: true,
    mustChangePassword: false,
    hasPasskeys: false,
  }
  assert.deepEqual(availableChallenges(standing), [...PASSWORDS, 'EMAIL_OTP'])
  assert.deepEqual(availableChallenges({ ...standing, hasPassword: false }), ['EMAIL_OTP'])
  assert.deepEqual(availableChallenges({ ...standing, mustChangePassword: true }), PASSWORDS)
})

test('first challenges are known by their names', () => {
  for (const name of ALL) assert.ok(isFirstChallenge(name))
  for (const name of ['SMS_MFA', 'password', '', 'constructor']) assert.ok(!isFirstChallenge(name))
})
