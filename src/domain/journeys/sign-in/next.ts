import type { ChallengeNameType } from '../../../contract/generated/types.ts'
import { missingRequiredAttributes } from '../../attributes/new-password-attributes.ts'
import { hasActivated, type MfaSettings } from '../../factors/mfa-settings.ts'
import { opensAnotherFactor, type SecondFactorDemand } from '../../factors/second-factor-table.ts'
import type { Proof } from './progress.ts'
import type { SettledStep } from './sign-in.ts'
import type { SignInStanding } from './standing.ts'

/** Something that a sign-in may have to do before it gets tokens. */
interface Requirement {
  isOwed(standing: SignInStanding): boolean
  /** The challenge that asks for it. */
  asksBy(standing: SignInStanding): ChallengeNameType
}

/**
 * AWS: what is still required is asked for in this order: a new password, then a second factor (first for an authentication
 * level that is asked for) or a device in its place. In a sign-in by custom challenges, the functions decide once the
 * password is proven with all that belongs to it; a device comes after them. Deviation: the second factor comes first if
 * the new password comes with a contact that would be another second factor, since that one could be proven instead
 * (docs/deviations.md, "contacts given with a new password").
 */
const REQUIREMENTS: readonly Requirement[] = [
  {
    // Before anything changes: the person who knows the old password may set a new one with a contact of their own.
    isOwed: (standing) =>
      standing.riskDemands !== undefined &&
      standing.secondFactor.kind !== 'set-up' &&
      owesUnlessDevice(standing),
    asksBy: asksForSecondFactor,
  },
  {
    isOwed: (standing) => owesAnotherFactor(standing) && !hasSecondFactor(standing),
    asksBy: asksForSecondFactor,
  },
  {
    isOwed: owesNewPassword,
    asksBy: () => 'NEW_PASSWORD_REQUIRED',
  },
  {
    isOwed: ({ isForLevel }) => isForLevel === true, // a device stands for no level
    asksBy: ({ secondFactor }) => challengeFor(secondFactor),
  },
  {
    isOwed: owesUnlessDevice,
    asksBy: asksForSecondFactor,
  },
  {
    isOwed: isUndecided,
    asksBy: () => 'CUSTOM_CHALLENGE',
  },
  {
    isOwed: ({ proofs, hasTrustedDevice }) =>
      hasTrustedDevice && has(proofs, 'custom') && !has(proofs, 'device'),
    asksBy: () => 'DEVICE_SRP_AUTH',
  },
]

/** What comes next in a sign-in: the challenge for the first requirement that is not met, or tokens. */
export function next(standing: SignInStanding): ChallengeNameType | 'tokens' {
  const owed = REQUIREMENTS.find(({ isOwed }) => isOwed(standing))
  return owed ? owed.asksBy(standing) : 'tokens'
}

function asksForSecondFactor({ hasTrustedDevice, secondFactor }: SignInStanding): ChallengeNameType {
  return isDeviceEnough({ hasTrustedDevice, secondFactor }) ? 'DEVICE_SRP_AUTH' : challengeFor(secondFactor)
}

function isDeviceEnough({
  hasTrustedDevice,
  secondFactor,
}: Pick<SignInStanding, 'hasTrustedDevice' | 'secondFactor'>): boolean {
  return hasTrustedDevice && mayBeDevice(secondFactor)
}

/** Whether the functions of custom challenges still have to say how the sign-in goes on. */
function isUndecided({ rounds, proofs }: SignInStanding): boolean {
  return rounds !== undefined && !has(proofs, 'custom')
}

/** AWS: custom challenges do not ask an invited user for the temporary password, so none has to follow it. */
function owesNewPassword({ user, proofs: [first] }: SignInStanding): boolean {
  return user.status === 'FORCE_CHANGE_PASSWORD' && first?.kind !== 'custom'
}

function owesSecondFactor(standing: SignInStanding): boolean {
  return standing.secondFactor.kind !== 'nothing' && !hasSecondFactor(standing)
}

/** A device comes after the rounds of custom challenges. */
function owesUnlessDevice(standing: SignInStanding): boolean {
  return owesSecondFactor(standing) && !(isUndecided(standing) && isDeviceEnough(standing))
}

/** Whether threat protection demands a second factor of a user who has none. It must not be set up during a risky sign-in. */
export function lacksRequiredFactor(standing: SignInStanding): boolean {
  const { riskDemands, secondFactor } = standing
  const hasNone = secondFactor.kind === 'nothing' || secondFactor.kind === 'set-up'
  return riskDemands === 'MFA_REQUIRED' && hasNone && !hasSecondFactor(standing)
}

/** Whether the new password is to come with a contact that would be another second factor of the user. */
function owesAnotherFactor(standing: SignInStanding): boolean {
  if (!owesNewPassword(standing)) return false
  const { user, pool, app } = standing
  const owed = missingRequiredAttributes(pool.schema, user.attributes)
  const attributes = new Map([...user.attributes, ...owed.map((name) => [name, ''] as const)])
  const before = { settings: pool.settings, user, hasSoftwareToken: app !== undefined }
  return opensAnotherFactor(before, { ...before, user: { ...user, attributes } })
}

/**
 * Whether a sign-in that was to end owes a second factor after all: the user, of whom none was demanded, has activated one
 * since the standing was read.
 */
export function owesMeanwhile(
  standing: SignInStanding,
  settled: Pick<SettledStep, 'mfa'>,
): settled is { readonly mfa: MfaSettings } {
  const { pool, user } = standing
  const { mfa } = settled
  if (pool.settings.mfaConfiguration === 'OFF' || hasSecondFactor(standing)) return false
  if (!mfa) throw new Error('a step was to end a sign-in without a second factor, and did not look for one')
  return hasActivated(user.mfa, mfa)
}

const SECOND_FACTORS: ReadonlyArray<Proof['kind']> = ['email-code', 'text-code', 'totp']

/** Whether anything beside the first factor is proven. A passkey that knows its user is two factors in one. */
function hasSecondFactor({ pool, proofs, secondFactor }: SignInStanding): boolean {
  const { factorConfiguration } = pool.settings.webAuthnConfiguration ?? {}
  const [, ...others] = proofs
  return (
    others.some(({ kind }) => SECOND_FACTORS.includes(kind)) ||
    (mayBeDevice(secondFactor) && has(others, 'device')) ||
    (factorConfiguration === 'MULTI_FACTOR_WITH_USER_VERIFICATION' &&
      proofs.some((proof) => proof.kind === 'passkey' && proof.userVerified))
  )
}

function has(proofs: readonly Proof[], wanted: Proof['kind']): boolean {
  return proofs.some(({ kind }) => kind === wanted)
}

/** Deviation: a device stands for a second factor that the user has, not for the set-up of one (docs/deviations.md). */
function mayBeDevice(demand: SecondFactorDemand): boolean {
  return demand.kind !== 'set-up'
}

function challengeFor(demand: SecondFactorDemand): ChallengeNameType {
  switch (demand.kind) {
    case 'factor':
      return demand.factor
    case 'choice':
      return 'SELECT_MFA_TYPE'
    case 'set-up':
      return 'MFA_SETUP'
    case 'nothing':
      throw new Error('nothing is demanded, so nothing can be asked for')
  }
}
