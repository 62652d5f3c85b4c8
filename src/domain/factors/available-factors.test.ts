import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { availableFirstFactors, configuredFactors, type FirstFactorStanding } from './available-factors.ts'
import type { MfaSettings } from './mfa-settings.ts'

const EVERY_FIRST_FACTOR = ['PASSWORD', 'EMAIL_OTP', 'SMS_OTP', 'WEB_AUTHN'] as const
const CONTACTS = [
  ['email', 'jane@example.com'],
  ['phone_number', '+12065550100'],
] as const
const MULTI = { factorConfiguration: 'MULTI_FACTOR_WITH_USER_VERIFICATION' } as const
const OPTIONAL = {
  mfaConfiguration: 'OPTIONAL',
  smsMfaEnabled: true,
  emailMfaConfiguration: {},
  softwareTokenMfaConfiguration: { enabled: true },
} as const

interface Case {
  readonly settings?: object
  readonly allowed?: readonly string[]
  readonly mfa?: MfaSettings
  readonly contacts?: readonly (readonly [string, string])[]
  readonly lacks?: Partial<FirstFactorStanding>
}

/** Of a user who has everything, in a pool that allows every first factor and has no MFA. */
function standing({ settings, allowed = EVERY_FIRST_FACTOR, mfa, contacts = CONTACTS, lacks }: Case) {
  return {
    settings: {
      mfaConfiguration: 'OFF',
      policies: { signInPolicy: { allowedFirstAuthFactors: allowed } },
      ...settings,
    },
    user: { attributes: new Map(contacts), mfa: mfa ?? { activated: [] } },
    hasSoftwareToken: true,
    hasPassword: true,
    mustChangePassword: false,
    hasPasskeys: true,
    ...lacks,
  } as unknown as FirstFactorStanding
}
const first = (given: Case) => availableFirstFactors(standing(given))
const configured = (given: Case) => configuredFactors(standing(given))

describe('the first factors of a user', () => {
  test('are those that the pool allows', () => {
    assert.deepEqual(first({}), EVERY_FIRST_FACTOR)
    assert.deepEqual(first({ allowed: ['WEB_AUTHN', 'PASSWORD'] }), ['PASSWORD', 'WEB_AUTHN'])
  })

  test('are those that the user has', () => {
    assert.deepEqual(first({ contacts: [], lacks: { hasPasskeys: false } }), ['PASSWORD'])
    assert.deepEqual(first({ lacks: { hasPassword: false } }), ['EMAIL_OTP', 'SMS_OTP', 'WEB_AUTHN'])
  })

  test('are the temporary password alone of a user who was invited', () => {
    assert.deepEqual(first({ lacks: { mustChangePassword: true } }), ['PASSWORD'])
    assert.deepEqual(first({ lacks: { mustChangePassword: true, hasPassword: false } }), [])
  })

  test('are the password alone where a second factor is demanded', () => {
    const mfa = { activated: ['EMAIL_OTP'] } as const
    assert.deepEqual(first({ settings: OPTIONAL }), EVERY_FIRST_FACTOR)
    assert.deepEqual(first({ settings: OPTIONAL, mfa }), ['PASSWORD'])
    assert.deepEqual(first({ settings: { ...OPTIONAL, mfaConfiguration: 'ON' } }), ['PASSWORD'])
  })

  test('are the passkey too where it counts as two factors', () => {
    const settings = { ...OPTIONAL, webAuthnConfiguration: MULTI }
    const both = ['PASSWORD', 'WEB_AUTHN']
    const activated = ['EMAIL_OTP'] as const
    assert.deepEqual(first({ settings: { ...settings, mfaConfiguration: 'ON' } }), both)
    assert.deepEqual(first({ settings, mfa: { activated } }), ['PASSWORD'])
    assert.deepEqual(first({ settings, mfa: { activated, passkeys: true } }), both)
    assert.deepEqual(first({ settings: OPTIONAL, mfa: { activated, passkeys: true } }), ['PASSWORD'])
  })
})

describe('the configured factors of a user', () => {
  test('are the first factors, and no software token where MFA is off', () => {
    assert.deepEqual(configured({ mfa: { activated: ['SOFTWARE_TOKEN_MFA'] } }), EVERY_FIRST_FACTOR)
  })

  test('are second factors, too', () => {
    const ON = { ...OPTIONAL, mfaConfiguration: 'ON' }
    assert.deepEqual(configured({ settings: ON, allowed: ['PASSWORD'] }), [
      'PASSWORD',
      'EMAIL_OTP',
      'SMS_OTP',
      'SOFTWARE_TOKEN',
    ])
    const mfa = { activated: ['SOFTWARE_TOKEN_MFA', 'EMAIL_OTP'] } as const
    assert.deepEqual(configured({ settings: OPTIONAL, allowed: ['PASSWORD'], mfa }), [
      'PASSWORD',
      'EMAIL_OTP',
      'SOFTWARE_TOKEN',
    ])
    assert.deepEqual(configured({ settings: OPTIONAL, allowed: ['PASSWORD'] }), ['PASSWORD'])
  })
})
