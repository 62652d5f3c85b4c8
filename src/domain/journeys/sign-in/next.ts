import type { ChallengeNameType } from '../../../contract/generated/types.ts'
import type { SecondFactorDemand } from '../../factors/second-factor-table.ts'
import type { Proof } from './progress.ts'
import type { SignInStanding } from './standing.ts'

/** Something that may stand between a sign-in and its tokens. */
interface Requirement {
  isOwed(standing: SignInStanding): boolean
  /** The challenge that asks for it. */
  asksBy(standing: SignInStanding): ChallengeNameType
}

/** AWS: what is still owed is asked for in this order: a new password, then a second factor or a device in its place. */
const REQUIREMENTS: readonly Requirement[] = [
  {
    isOwed: ({ user }) => user.status === 'FORCE_CHANGE_PASSWORD',
    asksBy: () => 'NEW_PASSWORD_REQUIRED',
  },
  {
    isOwed: (standing) => standing.secondFactor.kind !== 'nothing' && !hasSecondFactor(standing),
    asksBy: ({ hasTrustedDevice, secondFactor }) =>
      hasTrustedDevice && mayBeDevice(secondFactor) ? 'DEVICE_SRP_AUTH' : challengeFor(secondFactor),
  },
]

/** What a sign-in comes to next: the challenge for the first thing that is owed, or tokens. */
export function next(standing: SignInStanding): ChallengeNameType | 'tokens' {
  const owed = REQUIREMENTS.find(({ isOwed }) => isOwed(standing))
  return owed ? owed.asksBy(standing) : 'tokens'
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
