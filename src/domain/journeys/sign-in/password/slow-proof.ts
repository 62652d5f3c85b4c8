import type { ServiceError } from '../../../../contract/service-error.ts'
import type { ForeignPassword } from '../../../credentials/foreign-password.ts'
import { isAtReplica } from '../../../requests/home-region.ts'
import type { RequestContext } from '../../../requests/request-context.ts'
import type { Stores } from '../../../stores.ts'
import { findUserSource } from '../../moving/find-user-source.ts'
import type { UserSource } from '../../shared/user-source.ts'
import type { Claimant } from '../claimant.ts'
import type { SignInStep } from '../sign-in.ts'
import type { ProvenPassword } from './admission.ts'

/** How to check a password that we do not have in our own form yet. */
export type SlowProof =
  /** Of an imported user. */
  | { readonly by: 'foreign hash'; readonly brought: ForeignPassword }
  /** In a pool whose users may come from elsewhere. */
  | { readonly by: 'user source'; readonly source: UserSource }

/** Gives back the failure that was reserved for the guess. */
export type GiveBack = (stores: Stores) => Promise<void>

/**
 * The result of checking a guess: a refusal, or, for the right password, a function that stores it in our own form and gives
 * back the reserved failure in the same transaction. That returns a refusal if the user can't be stored or has gone.
 */
export type Finding = ServiceError | ((giveBack: GiveBack) => Promise<ProvenPassword | ServiceError>)

/** Undefined where we have the password in our own form, whose check is quick. */
export async function slowProofOf(
  context: RequestContext,
  step: SignInStep,
  { user, password, foreignPassword: brought }: Claimant,
): Promise<SlowProof | undefined> {
  if (brought) return { by: 'foreign hash', brought }
  if (password) return undefined
  // No source is asked about users who may not sign in.
  const mayEnter = user
    ? user.enabled && user.status !== 'RESET_REQUIRED' && user.status !== 'UNCONFIRMED'
    : !isAtReplica(context, step.pool)
  const source = mayEnter ? await findUserSource(context, step) : undefined
  return source && (!user || source.knowsUsersHere) ? { by: 'user source', source } : undefined
}
