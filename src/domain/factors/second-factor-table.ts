import type { Attributes } from '../attributes/attributes.ts'
import { isVerified } from '../attributes/contact.ts'
import type { MfaConfiguration, UserPoolSettings } from '../user-pools/settings/user-pool-settings.ts'
import { activeFactors, type MfaSettings, SECOND_FACTORS, type SecondFactor } from './mfa-settings.ts'

/** What decides which second factor a sign-in has to prove. */
export interface FactorStanding {
  readonly settings: Pick<
    UserPoolSettings,
    'mfaConfiguration' | 'smsMfaEnabled' | 'softwareTokenMfaConfiguration' | 'emailMfaConfiguration'
  >
  readonly user: { readonly attributes: Attributes; readonly mfa: MfaSettings }
  /** Whether the user has registered an authenticator app. */
  readonly hasSoftwareToken: boolean
}

/** What a sign-in has to prove beside its first factor. */
export type SecondFactorDemand =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'factor'; readonly factor: SecondFactor }
  | { readonly kind: 'choice'; readonly factors: readonly SecondFactor[] }
  | { readonly kind: 'set-up'; readonly factors: readonly SecondFactor[] }

/** What a row looks at. */
interface Facts {
  readonly mfa: MfaConfiguration
  /** The factors that the user can be asked for, in the order in which they are listed. */
  readonly usable: readonly SecondFactor[]
  readonly preferred: SecondFactor | undefined
  /** Those of the pool. A pool that demands a second factor offers one: its settings are checked. */
  readonly offered: readonly SecondFactor[]
}

interface Row {
  /** For people: what the row applies to. */
  readonly where: string
  applies(facts: Facts): boolean
  demand(facts: Facts): SecondFactorDemand
}

/** AWS: "SMS and email message MFA", "TOTP software token MFA". The first row that applies decides. */
export const SECOND_FACTOR_TABLE: readonly Row[] = [
  {
    where: 'MFA is OFF in the pool',
    applies: ({ mfa }) => mfa === 'OFF',
    demand: () => ({ kind: 'nothing' }),
  },
  {
    where: 'the user prefers a factor that can be used',
    applies: ({ usable, preferred }) => preferred !== undefined && usable.includes(preferred),
    demand: ({ preferred }) => ({ kind: 'factor', factor: preferred as SecondFactor }),
  },
  {
    where: 'one factor can be used',
    applies: ({ usable }) => usable.length === 1,
    demand: ({ usable }) => ({ kind: 'factor', factor: usable[0] as SecondFactor }),
  },
  {
    where: 'several factors can be used',
    applies: ({ usable }) => usable.length > 1,
    demand: ({ usable }) => ({ kind: 'choice', factors: usable }),
  },
  {
    where: 'MFA is OPTIONAL, and no factor can be used',
    applies: ({ mfa }) => mfa === 'OPTIONAL',
    demand: () => ({ kind: 'nothing' }),
  },
  {
    where: 'MFA is ON, and no factor can be used',
    applies: () => true,
    demand: ({ offered }) => ({ kind: 'set-up', factors: offered }),
  },
]

/** The second factor that the pool and the user demand of a sign-in. */
export function demandedSecondFactor(standing: FactorStanding): SecondFactorDemand {
  const facts = factsOf(standing)
  const row = SECOND_FACTOR_TABLE.find(({ applies }) => applies(facts))
  if (!row) throw new Error('the last row applies always')
  return row.demand(facts)
}

/**
 * The second factor that a risky sign-in must prove, for a user who is not asked for one otherwise. AWS: in a pool where
 * MFA is optional, those are users who have an address, a number or a registered app, and have activated none.
 * @param except the factor that the user has already signed in by
 */
export function secondFactorAtRisk(
  { settings, user, hasSoftwareToken }: FactorStanding,
  except: SecondFactor | undefined,
): SecondFactorDemand {
  if (settings.mfaConfiguration === 'OFF') return { kind: 'nothing' }
  const asIfRequired = { settings: { ...settings, mfaConfiguration: 'ON' as const }, user, hasSoftwareToken }
  const factors = usableSecondFactors(asIfRequired).filter((factor) => factor !== except)
  const [factor, ...others] = factors
  if (!factor) return { kind: 'nothing' }
  return others.length > 0 ? { kind: 'choice', factors } : { kind: 'factor', factor }
}

/** The factors that the demand may be met with. */
export function askedFactors(demand: SecondFactorDemand): readonly SecondFactor[] {
  switch (demand.kind) {
    case 'factor':
      return [demand.factor]
    case 'choice':
      return demand.factors
    case 'nothing':
    case 'set-up':
      return []
  }
}

/**
 * Whether a change lets the user prove another second factor than those that a sign-in asks for now. False for users who
 * are not asked for one: there is nothing to evade.
 */
export function opensAnotherFactor(before: FactorStanding, after: FactorStanding): boolean {
  const asked = askedFactors(demandedSecondFactor(before))
  const askedThen = askedFactors(demandedSecondFactor(after))
  return asked.length > 0 && askedThen.some((factor) => !asked.includes(factor))
}

/**
 * Whether a proof of the factor still counts, if it was asked for before the standing became what it is: the user may have
 * lost or given up the factor since.
 */
export function stillCounts(factor: SecondFactor, standing: FactorStanding): boolean {
  return demandedSecondFactor(standing).kind === 'nothing' || isUsable(factor, standing)
}

/** Whether the user has nothing to be asked for, so that the factor may be set up. */
export function maySetUp(factor: SecondFactor, standing: FactorStanding): boolean {
  const demand = demandedSecondFactor(standing)
  return demand.kind === 'set-up' && demand.factors.includes(factor)
}

function factsOf(standing: FactorStanding): Facts {
  const { settings, user } = standing
  return {
    mfa: settings.mfaConfiguration,
    usable: usableSecondFactors(standing),
    preferred: user.mfa.preferred,
    offered: SECOND_FACTORS.filter((factor) => isOffered(factor, settings)),
  }
}

/**
 * The factors that a sign-in to a higher authentication level can ask for, in the order in which they are listed. Users
 * whom no sign-in asks for a second factor can use their registered app and their verified contacts.
 */
export function usableFactors(standing: FactorStanding): readonly SecondFactor[] {
  const { settings, user, hasSoftwareToken } = standing
  if (settings.mfaConfiguration === 'OFF') return []
  const asked = usableSecondFactors(standing)
  if (asked.length > 0) return asked
  return offeredFactors(settings).filter((factor) =>
    factor === 'SOFTWARE_TOKEN_MFA' ? hasSoftwareToken : isVerified(user.attributes, FACTOR_CONTACT[factor]),
  )
}

/** The factors that a pool offers. */
export function offeredFactors(settings: FactorStanding['settings']): readonly SecondFactor[] {
  if (settings.mfaConfiguration === 'OFF') return []
  return SECOND_FACTORS.filter((factor) => isOffered(factor, settings))
}

/** The factors that the user can be asked for, in the order in which they are listed, although a pool without MFA never asks. */
export function usableSecondFactors(standing: FactorStanding): readonly SecondFactor[] {
  return SECOND_FACTORS.filter((factor) => isUsable(factor, standing))
}

/**
 * Whether the user can be asked for the factor. Where MFA is optional, the user must have activated it. Where it is
 * required, an address, a number or a registered app is enough.
 */
function isUsable(factor: SecondFactor, { settings, user, hasSoftwareToken }: FactorStanding): boolean {
  if (settings.mfaConfiguration !== 'ON' && !activeFactors(user.mfa).includes(factor)) return false
  // AWS: users who have registered an app may still use it after the pool has stopped offering it.
  if (factor === 'SOFTWARE_TOKEN_MFA') return hasSoftwareToken
  return isOffered(factor, settings) && user.attributes.has(FACTOR_CONTACT[factor])
}

export function isOffered(factor: SecondFactor, settings: FactorStanding['settings']): boolean {
  switch (factor) {
    case 'SMS_MFA':
      return settings.smsMfaEnabled === true
    case 'SOFTWARE_TOKEN_MFA':
      return settings.softwareTokenMfaConfiguration?.enabled === true
    case 'EMAIL_OTP':
      return settings.emailMfaConfiguration !== undefined
  }
}

/** Where the codes of a factor go. */
export const FACTOR_CONTACT = { SMS_MFA: 'phone_number', EMAIL_OTP: 'email' } as const
