import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { UserPoolClient } from '../../clients/user-pool-client.ts'
import { NO_MFA_SETTINGS } from '../../factors/mfa-settings.ts'
import type { SecondFactorDemand } from '../../factors/second-factor-table.ts'
import type { UserPool } from '../../user-pools/user-pool.ts'
import type { User } from '../../users/user.ts'
import { next, owesMeanwhile } from './next.ts'
import type { Proof } from './progress.ts'
import type { SignInStanding } from './standing.ts'

const PASSWORD: Proof = { kind: 'password', revision: 'r' }
const NOTHING: SecondFactorDemand = { kind: 'nothing' }
const TOTP: SecondFactorDemand = { kind: 'factor', factor: 'SOFTWARE_TOKEN_MFA' }
const PASSKEY = { kind: 'passkey', userVerified: true, passkey: 'digest', revision: null } as const

interface Facts {
  readonly status?: User['status']
  readonly secondFactor?: SecondFactorDemand
  readonly hasTrustedDevice?: boolean
  readonly passkeys?: 'SINGLE_FACTOR' | 'MULTI_FACTOR_WITH_USER_VERIFICATION'
}

function standing(facts: Facts, ...proofs: readonly Proof[]): SignInStanding {
  const { status = 'CONFIRMED', secondFactor = NOTHING, hasTrustedDevice = false, passkeys } = facts
  const webAuthnConfiguration = { factorConfiguration: passkeys }
  const pool = { settings: { webAuthnConfiguration }, schema: [] } as unknown as UserPool
  const user = { status, attributes: new Map(), mfa: NO_MFA_SETTINGS } as unknown as User
  return {
    user,
    pool,
    client: {} as UserPoolClient,
    proofs,
    secondFactor,
    device: undefined,
    hasTrustedDevice,
  }
}

describe('what comes next in a sign-in', () => {
  test('is tokens where nothing is owed', () => {
    assert.equal(next(standing({}, PASSWORD)), 'tokens')
  })

  test('is a new password for an invited user, before any second factor', () => {
    for (const secondFactor of [NOTHING, TOTP]) {
      const invited = standing({ status: 'FORCE_CHANGE_PASSWORD', secondFactor }, PASSWORD)
      assert.equal(next(invited), 'NEW_PASSWORD_REQUIRED')
    }
  })

  test('is the second factor that is demanded, its choice or its set-up, whatever the first factor was', () => {
    const first: Proof[] = [
      PASSWORD,
      { kind: 'srp', revision: 'r' },
      { kind: 'custom', rounds: 2 },
      { kind: 'email-code' },
      PASSKEY,
    ]
    for (const proof of first) {
      assert.equal(next(standing({ secondFactor: TOTP }, proof)), 'SOFTWARE_TOKEN_MFA')
      const choice = { kind: 'choice', factors: ['SMS_MFA', 'EMAIL_OTP'] } as const
      assert.equal(next(standing({ secondFactor: choice }, proof)), 'SELECT_MFA_TYPE')
      assert.equal(next(standing({ secondFactor: { kind: 'set-up', factors: [] } }, proof)), 'MFA_SETUP')
    }
  })

  test('is the trusted device in the place of a second factor', () => {
    const facts = { secondFactor: TOTP, hasTrustedDevice: true }
    assert.equal(next(standing(facts, PASSWORD)), 'DEVICE_SRP_AUTH')
    assert.equal(next(standing(facts, PASSWORD, { kind: 'device', deviceKey: 'k' })), 'tokens')
    assert.equal(next(standing({ hasTrustedDevice: true }, PASSWORD)), 'tokens')
  })

  test('is the trusted device in the place of a choice of second factors, but not of the set-up of one', () => {
    const choice = { kind: 'choice', factors: ['SMS_MFA', 'EMAIL_OTP'] } as const
    const setUp = { kind: 'set-up', factors: ['SOFTWARE_TOKEN_MFA'] } as const
    assert.equal(
      next(standing({ secondFactor: choice, hasTrustedDevice: true }, PASSWORD)),
      'DEVICE_SRP_AUTH',
    )
    const withoutFactor = { secondFactor: setUp, hasTrustedDevice: true }
    assert.equal(next(standing(withoutFactor, PASSWORD)), 'MFA_SETUP')
    assert.equal(next(standing(withoutFactor, PASSWORD, { kind: 'device', deviceKey: 'k' })), 'MFA_SETUP')
  })

  test('is tokens once a second factor is proven', () => {
    for (const kind of ['email-code', 'text-code', 'totp'] as const) {
      assert.equal(next(standing({ secondFactor: TOTP }, PASSWORD, { kind })), 'tokens')
    }
  })

  test('is left to the functions of custom challenges once the password is proven with all that belongs to it', () => {
    const undecided = (facts: Facts, ...proofs: Proof[]) => ({ ...standing(facts, ...proofs), rounds: [] })
    const srp: Proof = { kind: 'srp', revision: 'r' }
    assert.equal(next(undecided({}, srp)), 'CUSTOM_CHALLENGE')
    assert.equal(next(undecided({ status: 'FORCE_CHANGE_PASSWORD' }, srp)), 'NEW_PASSWORD_REQUIRED')
    assert.equal(next(undecided({ secondFactor: TOTP }, srp)), 'SOFTWARE_TOKEN_MFA')
    assert.equal(next(undecided({ secondFactor: TOTP }, srp, { kind: 'totp' })), 'CUSTOM_CHALLENGE')
    assert.equal(next(undecided({ secondFactor: TOTP, hasTrustedDevice: true }, srp)), 'CUSTOM_CHALLENGE')
  })

  test('is the trusted device after custom challenges, and no new password for who proved none', () => {
    const custom: Proof = { kind: 'custom', rounds: 1 }
    const srp: Proof = { kind: 'srp', revision: 'r' }
    for (const proofs of [[custom], [srp, custom]]) {
      assert.equal(next(standing({ hasTrustedDevice: true }, ...proofs)), 'DEVICE_SRP_AUTH')
      const device: Proof = { kind: 'device', deviceKey: 'k' }
      assert.equal(next(standing({ hasTrustedDevice: true }, ...proofs, device)), 'tokens')
      assert.equal(next(standing({ secondFactor: TOTP }, ...proofs)), 'SOFTWARE_TOKEN_MFA')
    }
    assert.equal(next(standing({ status: 'FORCE_CHANGE_PASSWORD' }, custom)), 'tokens')
    assert.equal(next(standing({ status: 'FORCE_CHANGE_PASSWORD' }, srp, custom)), 'NEW_PASSWORD_REQUIRED')
  })

  test('is tokens after a passkey that knows its user, where the pool counts it as two factors', () => {
    const passkeys = 'MULTI_FACTOR_WITH_USER_VERIFICATION'
    const facts = { secondFactor: TOTP, passkeys } as const
    assert.equal(next(standing(facts, PASSKEY)), 'tokens')
    assert.equal(next(standing(facts, { ...PASSKEY, userVerified: false })), 'SOFTWARE_TOKEN_MFA')
    assert.equal(next(standing({ ...facts, passkeys: 'SINGLE_FACTOR' }, PASSKEY)), 'SOFTWARE_TOKEN_MFA')
  })
})

describe('a second factor that is activated while a sign-in ends', () => {
  const SMS = { mfa: { activated: ['SMS_MFA'] } } as const

  function owes(mfaConfiguration: 'OFF' | 'OPTIONAL', before: typeof SMS | undefined, ...proofs: Proof[]) {
    const { pool, user, ...rest } = standing({}, ...proofs)
    const settings = { ...pool.settings, mfaConfiguration }
    const began = { ...rest, pool: { ...pool, settings }, user: { ...user, ...before } }
    return owesMeanwhile(began, SMS)
  }

  test('is owed, unless one was proven', () => {
    assert.equal(owes('OPTIONAL', undefined, PASSWORD), true)
    assert.equal(owes('OPTIONAL', undefined, PASSWORD, { kind: 'totp' }), false)
  })

  test('is not owed where MFA is off, nor if it was activated before', () => {
    assert.equal(owes('OFF', undefined, PASSWORD), false)
    assert.equal(owes('OPTIONAL', SMS, PASSWORD), false)
  })
})
