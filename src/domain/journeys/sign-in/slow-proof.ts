import type { ServiceError } from '../../../contract/service-error.ts'
import type { ForeignPassword } from '../../credentials/foreign-password.ts'
import { isAtReplica } from '../../requests/home-region.ts'
import type { RequestContext } from '../../requests/request-context.ts'
import type { Stores } from '../../stores.ts'
import { findUserSource } from '../moving/find-user-source.ts'
import type { UserSource } from '../shared/user-source.ts'
import type { ProvenPassword } from './admission.ts'
import type { Claimant } from './claimant.ts'
import type { SignInStep } from './sign-in.ts'

/** By what a password is checked of which nothing is kept here in our own form yet. */
export type SlowProof =
  /** Of an imported user. */
  | { readonly by: 'foreign hash'; readonly brought: ForeignPassword }
  /** In a pool whose users may come from elsewhere. */
  | { readonly by: 'user source'; readonly source: UserSource }

/** Gives back the failure that was reserved for the guess. */
export type GiveBack = (stores: Stores) => Promise<void>

/**
 * What looking at a guess comes to: a refusal, or what keeps the right password in our own form, in one transaction with
 * the reserved failure that is given back. It refuses where the user can't be had by then.
 */
export type Finding = ServiceError | ((giveBack: GiveBack) => Promise<ProvenPassword | ServiceError>)

/** Undefined where the password is checked by what is kept here, which is quick. */
export async function slowProofOf(
  context: RequestContext,
  step: SignInStep,
  { user, password, foreignPassword: brought }: Claimant,
): Promise<SlowProof | undefined> {
  if (brought) return { by: 'foreign hash', brought }
  if (password) return undefined
  // Nobody is asked about users who could not come in.
  const mayEnter = user
    ? user.enabled && user.status !== 'RESET_REQUIRED' && user.status !== 'UNCONFIRMED'
    : !isAtReplica(context, step.pool)
  const source = mayEnter ? await findUserSource(context, step) : undefined
  return source && (!user || source.knowsUsersHere) ? { by: 'user source', source } : undefined
}
