import type { ChallengeNameType } from '../../../contract/generated/types.ts'
import { missingRequiredAttributes } from '../../attributes/new-password-attributes.ts'
import { opensAnotherFactor, type SecondFactorDemand } from '../../factors/second-factor-table.ts'
import type { Proof } from './progress.ts'
import type { SignInStanding } from './standing.ts'

/** Something that may stand between a sign-in and its tokens. */
interface Requirement {
  isOwed(standing: SignInStanding): boolean
  /** The challenge that asks for it. */
  asksBy(standing: SignInStanding): ChallengeNameType
}

/**
 * AWS: what is still owed is asked for in this order: a new password, then a second factor or a device in its place.
 * Deviation: the second factor comes first if the new password comes with a contact that would be another one, which
 * could else be proven instead (docs/deviations.md, "contacts given with a new password").
 */
const REQUIREMENTS: readonly Requirement[] = [
  {
    isOwed: (standing) => owesAnotherFactor(standing) && !hasSecondFactor(standing),
    asksBy: asksForSecondFactor,
  },
  {
    isOwed: ({ user }) => user.status === 'FORCE_CHANGE_PASSWORD',
    asksBy: () => 'NEW_PASSWORD_REQUIRED',
  },
  {
    isOwed: (standing) => standing.secondFactor.kind !== 'nothing' && !hasSecondFactor(standing),
    asksBy: asksForSecondFactor,
  },
]

/** What a sign-in comes to next: the challenge for the first thing that is owed, or tokens. */
export function next(standing: SignInStanding): ChallengeNameType | 'tokens' {
  const owed = REQUIREMENTS.find(({ isOwed }) => isOwed(standing))
  return owed ? owed.asksBy(standing) : 'tokens'
}

function asksForSecondFactor({ hasTrustedDevice, secondFactor }: SignInStanding): ChallengeNameType {
  return hasTrustedDevice && mayBeDevice(secondFactor) ? 'DEVICE_SRP_AUTH' : challengeFor(secondFactor)
}

/** Whether the new password is to come with a contact that would be another second factor of the user. */
function owesAnotherFactor({ user, pool, app }: SignInStanding): boolean {
  if (user.status !== 'FORCE_CHANGE_PASSWORD') return false
  const owed = missingRequiredAttributes(pool.schema, user.attributes)
  const attributes = new Map([...user.attributes, ...owed.map((name) => [name, ''] as const)])
  const before = { settings: pool.settings, user, hasSoftwareToken: app !== undefined }
  return opensAnotherFactor(before, { ...before, user: { ...user, attributes } })
}

const SECOND_FACTORS: ReadonlyArray<Proof['kind']> = ['email-code', 'text-code', 'totp']

/** Whether anything beside the first factor is proven. A passkey that knows its user is two factors in one. */
function hasSecondFactor({ pool, proofs, secondFactor }: SignInStanding): boolean {
  const { factorConfiguration } = pool.settings.webAuthnConfiguration ?? {}
  const [, ...others] = proofs
  return (
    others.some(({ kind }) => SECOND_FACTORS.includes(kind)) ||
    (mayBeDevice(secondFactor) && others.some(({ kind }) => kind === 'device')) ||
    (factorConfiguration === 'MULTI_FACTOR_WITH_USER_VERIFICATION' &&
      proofs.some((proof) => proof.kind === 'passkey' && proof.userVerified))
  )
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
