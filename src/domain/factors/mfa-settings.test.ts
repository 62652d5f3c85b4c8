import assert from 'node:assert/strict'
import { test } from 'node:test'
import { activeFactors, isMfaSettings, mfaSettings, NO_MFA_SETTINGS, withoutFactor } from './mfa-settings.ts'

test('settings list their factors in one order and leave out what is not chosen', () => {
  const chosen = { preferred: undefined, passkeys: false, smsOption: undefined }
  assert.deepEqual(mfaSettings({ ...chosen, activated: ['EMAIL_OTP', 'SMS_MFA'] }), {
    activated: ['SMS_MFA', 'EMAIL_OTP'],
  })
  assert.deepEqual(mfaSettings({ ...chosen, activated: [], smsOption: true }), {
    activated: [],
    smsOption: true,
  })
})

test('a preferred factor is an activated one', () => {
  assert.deepEqual(
    mfaSettings({ activated: ['SMS_MFA'], preferred: 'EMAIL_OTP', passkeys: true, smsOption: undefined }),
    { activated: ['SMS_MFA'], passkeys: true },
  )
})

test('a lost factor is neither activated nor preferred', () => {
  const settings = { activated: ['SMS_MFA', 'SOFTWARE_TOKEN_MFA'], preferred: 'SOFTWARE_TOKEN_MFA' } as const
  assert.deepEqual(withoutFactor(settings, 'SOFTWARE_TOKEN_MFA'), { activated: ['SMS_MFA'] })
  assert.deepEqual(withoutFactor(settings, 'SMS_MFA'), {
    activated: ['SOFTWARE_TOKEN_MFA'],
    preferred: 'SOFTWARE_TOKEN_MFA',
  })
})

test('text messages are active by either operation', () => {
  assert.deepEqual(activeFactors({ activated: ['EMAIL_OTP'], smsOption: true }), ['SMS_MFA', 'EMAIL_OTP'])
  assert.deepEqual(activeFactors({ activated: ['SMS_MFA'] }), ['SMS_MFA'])
  assert.deepEqual(activeFactors(NO_MFA_SETTINGS), [])
})

test('settings from elsewhere are known by their form', () => {
  for (const good of [{ activated: [] }, { activated: ['SMS_MFA'], preferred: 'SMS_MFA', passkeys: true }]) {
    assert.equal(isMfaSettings(good), true, JSON.stringify(good))
  }
  const bad = [
    null,
    'SMS_MFA',
    {},
    { activated: ['PASSWORD'] },
    { activated: [], preferred: 'SMS_MFA' },
    { activated: [], passkeys: 'yes' },
    { activated: [], smsOption: 1 },
  ]
  for (const value of bad) assert.equal(isMfaSettings(value), false, JSON.stringify(value))
})
