import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { ServiceError } from '../../contract/service-error.ts'
import { type MfaPreference, withPreference } from './mfa-preference.ts'
import { type MfaSettings, NO_MFA_SETTINGS, SECOND_FACTORS } from './mfa-settings.ts'

const ALL = { factors: new Set(SECOND_FACTORS), passkeys: true }
const ON = { enabled: true, preferred: false }
const OFF = { enabled: false, preferred: false }
const PREFERRED = { enabled: true, preferred: true }

const after = (settings: MfaSettings, factors: MfaPreference['factors']) =>
  withPreference(settings, { factors }, ALL)

const refused = (request: MfaPreference, message: string, inReach = ALL) =>
  assert.throws(
    () => withPreference(NO_MFA_SETTINGS, request, inReach),
    new ServiceError('InvalidParameterException', message),
  )

describe('a preference', () => {
  test('activates, in one order', () => {
    assert.deepEqual(after(NO_MFA_SETTINGS, { EMAIL_OTP: ON, SMS_MFA: ON }), {
      activated: ['SMS_MFA', 'EMAIL_OTP'],
    })
  })

  test('leaves what it does not name', () => {
    const settings = { activated: ['SMS_MFA'], preferred: 'SMS_MFA', passkeys: true } as const
    assert.deepEqual(after(settings, {}), settings)
    assert.deepEqual(after(settings, { EMAIL_OTP: ON }), {
      activated: ['SMS_MFA', 'EMAIL_OTP'],
      preferred: 'SMS_MFA',
      passkeys: true,
    })
  })

  test('moves to the factor that is preferred now', () => {
    const settings = { activated: ['SMS_MFA', 'EMAIL_OTP'], preferred: 'SMS_MFA' } as const
    assert.deepEqual(after(settings, { EMAIL_OTP: PREFERRED }), { ...settings, preferred: 'EMAIL_OTP' })
  })

  test('ends where the factor is named without it, and where the factor is disabled', () => {
    const settings = { activated: ['SMS_MFA', 'EMAIL_OTP'], preferred: 'SMS_MFA' } as const
    assert.deepEqual(after(settings, { SMS_MFA: ON }), { activated: ['SMS_MFA', 'EMAIL_OTP'] })
    assert.deepEqual(after(settings, { SMS_MFA: OFF }), { activated: ['EMAIL_OTP'] })
  })

  test('disables every factor, also one that the user lacks', () => {
    const settings = { activated: ['SOFTWARE_TOKEN_MFA'], preferred: 'SOFTWARE_TOKEN_MFA' } as const
    const nothing = { factors: new Set<never>(), passkeys: false }
    const all = { SMS_MFA: OFF, SOFTWARE_TOKEN_MFA: OFF, EMAIL_OTP: OFF }
    assert.deepEqual(withPreference(settings, { factors: all, passkeys: false }, nothing), { activated: [] })
  })

  test('ends text messages by whichever operation they came', () => {
    const settings = { activated: [], smsOption: true }
    assert.deepEqual(after(settings, { SMS_MFA: OFF }), { activated: [] })
    assert.deepEqual(after(settings, { SMS_MFA: ON }), { activated: ['SMS_MFA'], smsOption: true })
    assert.deepEqual(after(settings, { EMAIL_OTP: OFF }), settings)
  })

  test('lets passkeys count as two factors, and no longer', () => {
    const settings = { activated: ['SMS_MFA'] } as const
    const changed = withPreference(settings, { factors: {}, passkeys: true }, ALL)
    assert.deepEqual(changed, { ...settings, passkeys: true })
    assert.deepEqual(withPreference(changed, { factors: {}, passkeys: false }, ALL), settings)
  })

  test('is refused for a factor out of reach, for two preferred ones and for a preferred one that is off', () => {
    for (const factor of SECOND_FACTORS) {
      const others = new Set(SECOND_FACTORS.filter((other) => other !== factor))
      const message = `User does not have delivery config set to turn on ${factor}`
      refused({ factors: { [factor]: ON } }, message, { ...ALL, factors: others })
    }
    refused(
      { factors: { SMS_MFA: PREFERRED, EMAIL_OTP: PREFERRED } },
      'Only one MFA method can be preferred.',
    )
    refused(
      { factors: { SMS_MFA: { enabled: false, preferred: true } } },
      'The preferred MFA method must be enabled.',
    )
    refused(
      { factors: {}, passkeys: true },
      'WebAuthn MFA can only be enabled together with another MFA method.',
    )
    refused(
      { factors: {}, passkeys: true },
      'WebAuthn MFA can only be enabled in a user pool with the WebAuthn factor configuration MULTI_FACTOR_WITH_USER_VERIFICATION.',
      { ...ALL, passkeys: false },
    )
  })
})
