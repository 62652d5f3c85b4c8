import assert from 'node:assert/strict'
import { test } from 'node:test'
import { invalidParameter } from '../../../contract/service-error.ts'
import { assertAccountRecovery, DEFAULT_ACCOUNT_RECOVERY } from './account-recovery.ts'
import type { RecoveryMechanism } from './user-pool-settings.ts'

const refusal = (reason: string) =>
  invalidParameter(`Invalid account recovery setting parameter. Account Recovery Setting ${reason}`)

function check(recoveryMechanisms: RecoveryMechanism[], factors: { sms?: true; email?: true } = {}) {
  assertAccountRecovery({
    accountRecoverySetting: { recoveryMechanisms },
    smsMfaEnabled: factors.sms,
    emailMfaConfiguration: factors.email && {},
  })
}

const email = { priority: 1, name: 'verified_email' } as const
const phone = { priority: 1, name: 'verified_phone_number' } as const

test('takes the default, the older rule, and the administrator alone', () => {
  assertAccountRecovery({ accountRecoverySetting: DEFAULT_ACCOUNT_RECOVERY, smsMfaEnabled: true })
  assertAccountRecovery({ accountRecoverySetting: {} })
  check([{ priority: 1, name: 'admin_only' }])
})

test('refuses a mechanism or a priority twice', () => {
  const repeated = refusal('cannot have duplicate priorities or recovery mechanisms.')
  assert.throws(() => check([email, phone]), repeated)
  assert.throws(() => check([email, { ...email, priority: 2 }]), repeated)
})

test('refuses the administrator together with another mechanism', () => {
  assert.throws(
    () => check([email, { priority: 2, name: 'admin_only' }]),
    refusal('cannot use admin_only setting with any other recovery mechanisms.'),
  )
})

test('refuses the channel of a second factor as the only way back', () => {
  assert.throws(
    () => check([phone], { sms: true }),
    refusal('cannot use verified_phone_number as a recovery mechanism when SMS MFA is configured.'),
  )
  assert.throws(
    () => check([email], { email: true }),
    refusal('cannot use verified_email as a recovery mechanism when Email MFA is configured.'),
  )
  check([phone], { email: true })
  check([email], { sms: true })
})
