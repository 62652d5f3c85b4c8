import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { MfaConfiguration } from '../user-pools/settings/user-pool-settings.ts'
import { SECOND_FACTORS, type SecondFactor } from './mfa-settings.ts'
import { demandedSecondFactor, type SecondFactorDemand } from './second-factor-table.ts'

/** Each letter stands for a factor: s for SMS, t for TOTP, e for e-mail. */
interface Case {
  readonly mfa: MfaConfiguration
  /** Of the pool. */
  readonly offers: string
  /** What the user has: a number, a registered app, an address. */
  readonly has: string
  readonly activated?: string
  readonly prefers?: string
}

const LETTERS: Readonly<Record<SecondFactor, string>> = {
  SMS_MFA: 's',
  SOFTWARE_TOKEN_MFA: 't',
  EMAIL_OTP: 'e',
}
const factorsIn = (letters: string) => SECOND_FACTORS.filter((factor) => letters.includes(LETTERS[factor]))

function demandOf({ mfa, offers, has, activated = '', prefers = '' }: Case): SecondFactorDemand {
  const contacts = [
    ...(has.includes('s') ? [['phone_number', '+12065550100'] as const] : []),
    ...(has.includes('e') ? [['email', 'jane@example.com'] as const] : []),
  ]
  const [preferred] = factorsIn(prefers)
  return demandedSecondFactor({
    settings: {
      mfaConfiguration: mfa,
      smsMfaEnabled: offers.includes('s') || undefined,
      softwareTokenMfaConfiguration: { enabled: offers.includes('t') },
      emailMfaConfiguration: offers.includes('e') ? {} : undefined,
    },
    user: {
      attributes: new Map(contacts),
      mfa: { activated: factorsIn(activated), ...(preferred && { preferred }) },
    },
    hasSoftwareToken: has.includes('t'),
  })
}

const nothing: SecondFactorDemand = { kind: 'nothing' }
const factor = (letter: string): SecondFactorDemand => ({
  kind: 'factor',
  factor: factorsIn(letter)[0] as SecondFactor,
})
const choice = (letters: string): SecondFactorDemand => ({ kind: 'choice', factors: factorsIn(letters) })
const setUp = (letters: string): SecondFactorDemand => ({ kind: 'set-up', factors: factorsIn(letters) })

/** The behaviour of the real service. */
const CASES: ReadonlyArray<readonly [string, Case, SecondFactorDemand]> = [
  ['OFF asks for nothing', { mfa: 'OFF', offers: '', has: 'ste', activated: 'ste', prefers: 't' }, nothing],
  ['OPTIONAL asks no user who activated none', { mfa: 'OPTIONAL', offers: 'ste', has: 'ste' }, nothing],
  [
    'OPTIONAL asks for the one that is activated, preferred or not',
    { mfa: 'OPTIONAL', offers: 'st', has: 'st', activated: 's' },
    factor('s'),
  ],
  [
    'OPTIONAL lets choose between two activated ones',
    { mfa: 'OPTIONAL', offers: 'ste', has: 'ste', activated: 'se' },
    choice('se'),
  ],
  [
    'OPTIONAL asks for the preferred one of two',
    { mfa: 'OPTIONAL', offers: 'ste', has: 'ste', activated: 'se', prefers: 'e' },
    factor('e'),
  ],
  [
    'OPTIONAL asks for no text message without a number',
    { mfa: 'OPTIONAL', offers: 's', has: 'e', activated: 's' },
    nothing,
  ],
  [
    'OPTIONAL goes on asking for an app that the pool offers no more',
    { mfa: 'OPTIONAL', offers: 's', has: 't', activated: 't' },
    factor('t'),
  ],
  ['ON sends a text message to a number', { mfa: 'ON', offers: 'st', has: 's' }, factor('s')],
  ['ON with nothing to ask for sets up', { mfa: 'ON', offers: 'st', has: 'e' }, setUp('st')],
  ['ON sends mail rather than setting an app up', { mfa: 'ON', offers: 'te', has: 'e' }, factor('e')],
  ['ON lets choose between address and number', { mfa: 'ON', offers: 'se', has: 'se' }, choice('se')],
  ['ON lets choose between number and app', { mfa: 'ON', offers: 'st', has: 'st' }, choice('st')],
  [
    'ON counts contacts like activated factors',
    { mfa: 'ON', offers: 'ste', has: 'st', activated: 't' },
    choice('st'),
  ],
  [
    'ON asks for the preferred one',
    { mfa: 'ON', offers: 'st', has: 'st', activated: 'st', prefers: 't' },
    factor('t'),
  ],
  [
    'ON passes over a preferred app that was deleted',
    { mfa: 'ON', offers: 'st', has: 's', activated: 'st', prefers: 't' },
    factor('s'),
  ],
]

describe('the second factor that a sign-in has to prove', () => {
  for (const [title, given, expected] of CASES) {
    test(title, () => assert.deepEqual(demandOf(given), expected))
  }

  test('is nothing only where the pool or the user lets it be, and never one that the user does not have', () => {
    for (const given of everyCase()) {
      const demand = demandOf(given)
      const told = JSON.stringify({ given, demand })
      const asked =
        demand.kind === 'factor' ? [demand.factor] : demand.kind === 'choice' ? demand.factors : []
      for (const it of asked) assert.ok(given.has.includes(LETTERS[it]), told)
      if (given.mfa === 'ON') assert.notEqual(demand.kind, 'nothing', told)
      if (given.mfa === 'OFF') assert.equal(demand.kind, 'nothing', told)
      if (given.mfa === 'OPTIONAL') {
        assert.notEqual(demand.kind, 'set-up', told)
        for (const it of asked) assert.ok(given.activated?.includes(LETTERS[it]), told)
      }
      const usable = factorsIn(given.activated ?? '').some(
        (it) => given.has.includes(LETTERS[it]) && given.offers.includes(LETTERS[it]),
      )
      if (given.mfa !== 'OFF' && usable) assert.ok(asked.length > 0, told)
      if (demand.kind === 'choice') assert.ok(demand.factors.length > 1, told)
      if (demand.kind === 'set-up') assert.deepEqual(demand.factors, factorsIn(given.offers), told)
    }
  })
})

function* everyCase(): Generator<Case> {
  const subsets = ['', 's', 't', 'e', 'st', 'se', 'te', 'ste']
  for (const mfa of ['OFF', 'OPTIONAL', 'ON'] as const)
    for (const offers of mfa === 'OFF' ? [''] : subsets.slice(1))
      for (const has of subsets)
        for (const activated of subsets)
          for (const prefers of ['', ...activated]) yield { mfa, offers, has, activated, prefers }
}
