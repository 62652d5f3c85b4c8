import { hidesUsers } from '../../../clients/hides-users.ts'
import {
  availableChallenges,
  type FirstChallenge,
  poolChallenges,
} from '../../../factors/first-challenges.ts'
import { offeredFactors, usableFactors } from '../../../factors/second-factor-table.ts'
import { passkeySettings } from '../../../passkeys/passkey-settings.ts'
import { usablePasskeys } from '../../../passkeys/usable-passkeys.ts'
import type { RequestContext } from '../../../requests/request-context.ts'
import type { User } from '../../../users/user.ts'
import type { Claimant } from '../claimant.ts'
import { leadingChallenges } from '../lift.ts'
import { slowProofOf } from '../password/slow-proof.ts'
import type { SignInStep } from '../sign-in.ts'
import { factorStanding } from '../standing.ts'

/** A claimant who is a user. */
export type KnownClaimant = Claimant & { readonly user: User }

export function isKnown(claimant: Claimant): claimant is KnownClaimant {
  return claimant.user !== undefined
}

/**
 * What a sign-in by choice lists, and lets be chosen. Deviation: where users are hidden, everybody is offered what the
 * pool allows, so that the list does not reveal who exists and what they have (docs/deviations.md, "first factors where
 * users are hidden"). Otherwise a stranger is offered nothing.
 */
export async function offeredChallenges(
  context: RequestContext,
  step: SignInStep,
  claimant: Claimant,
): Promise<readonly FirstChallenge[]> {
  const { levels } = step
  if (hidesUsers(step.client)) {
    const settings = await passkeySettings(context, step.pool)
    const offered = poolChallenges(settings)
    return levels ? leadingChallenges(levels, offered, offeredFactors(step.pool.settings), 'any') : offered
  }
  return isKnown(claimant) ? challengesOf(context, step, claimant) : []
}

/** The challenges that a user can really begin with at this moment. */
export async function challengesOf(
  context: RequestContext,
  step: SignInStep,
  claimant: KnownClaimant,
): Promise<readonly FirstChallenge[]> {
  const { user, password } = claimant
  const isProvenHere = password !== undefined
  const factors = await factorStanding(context.storage.stores, step.pool, user)
  const available = availableChallenges({
    ...factors,
    settings: step.pool.settings,
    hasPassword: isProvenHere || (await slowProofOf(context, step, claimant)) !== undefined,
    mustChangePassword: user.status === 'FORCE_CHANGE_PASSWORD',
    hasPasskeys: (await usablePasskeys(context, step.pool, user.sub)).length > 0,
  })
  return step.levels ? leadingChallenges(step.levels, available, usableFactors(factors)) : available
}
