import type { ChallengeNameType } from '../../../contract/generated/types.ts'
import { ServiceError } from '../../../contract/service-error.ts'
import type { Proof } from './progress.ts'
import type { SignInState, SignInStep } from './sign-in.ts'

/** What the next step of a sign-in follows from. */
export interface SignInStanding extends SignInState, Pick<SignInStep, 'pool' | 'client'> {}

/** Something that may stand between a sign-in and its tokens. */
interface Requirement {
  isOwed(standing: SignInStanding): boolean
  /** The challenge that asks for it, or the error of one that is not built. */
  readonly asksBy: ChallengeNameType | (() => ServiceError)
}

const SECOND_FACTORS: ReadonlyArray<Proof['kind']> = ['email-code', 'text-code', 'totp']

/** AWS: what is still owed is asked for in this order: a new password, a second factor, its set-up, the device. */
const REQUIREMENTS: readonly Requirement[] = [
  {
    isOwed: ({ user }) => user.status === 'FORCE_CHANGE_PASSWORD',
    asksBy: 'NEW_PASSWORD_REQUIRED',
  },
  {
    // Better no tokens than tokens without the second factor that the pool demands.
    isOwed: ({ pool, proofs }) =>
      pool.settings.mfaConfiguration === 'ON' && !proofs.some(({ kind }) => SECOND_FACTORS.includes(kind)),
    asksBy: () => secondFactorNotOffered(),
  },
]

/**
 * What a sign-in comes to next: the challenge for the first thing that is owed, or tokens.
 * @throws InvalidUserPoolConfigurationException where a second factor is owed
 */
export function next(standing: SignInStanding): ChallengeNameType | 'tokens' {
  const owed = REQUIREMENTS.find(({ isOwed }) => isOwed(standing))
  if (!owed) return 'tokens'
  if (typeof owed.asksBy === 'function') throw owed.asksBy()
  return owed.asksBy
}

/** Deviation: the service would ask for the factor. */
const secondFactorNotOffered = () =>
  new ServiceError(
    'InvalidUserPoolConfigurationException',
    'The user pool requires a second factor, which Poolhouse does not offer yet.',
  )
