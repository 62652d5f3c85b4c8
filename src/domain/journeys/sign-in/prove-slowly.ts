import { ServiceError } from '../../../contract/service-error.ts'
import type { RequestContext } from '../../requests/request-context.ts'
import { incorrectUsernameOrPassword } from '../../users/user-errors.ts'
import type { ProvenPassword } from './admission.ts'
import { askUserSource } from './ask-user-source.ts'
import { assertMayProve, type Claimant } from './claimant.ts'
import { giveBack, refuseReserved, reserveFailure } from './failures.ts'
import type { SignInStep } from './sign-in.ts'
import type { Finding, GiveBack, SlowProof } from './slow-proof.ts'
import { tryForeignHash } from './try-foreign-hash.ts'

export interface SlowGuess {
  readonly claimant: Claimant
  readonly proof: SlowProof
  /** The name and the password that were sent. */
  readonly requested: string
  readonly sent: string
}

/**
 * Proves a password whose check takes long. The guess counts as a failure before it is looked at, and no more once it
 * turned out right or could not be looked at.
 * @throws NotAuthorizedException for a wrong password, or while the claimant is locked out
 * @throws UserNotFoundException where the client does not hide who exists
 * @throws TooManyRequestsException if too many hashes wait to be computed
 */
export async function proveSlowly(
  context: RequestContext,
  step: SignInStep,
  guess: SlowGuess,
): Promise<ProvenPassword> {
  const { claimant } = guess
  assertMayProve(step, claimant)
  const reserved = await reserveFailure(context, claimant)
  const giveItBack: GiveBack = (stores) => giveBack(context, stores, claimant, reserved)
  let finding: Finding
  try {
    finding = await lookAt(context, step, guess)
  } catch (error) {
    await context.storage.bookkeeping(giveItBack)
    throw error
  }
  if (finding instanceof ServiceError) return refuseReserved(context, claimant, finding)
  return (await finding(giveItBack)) ?? refuseReserved(context, claimant, incorrectUsernameOrPassword())
}

function lookAt(context: RequestContext, step: SignInStep, guess: SlowGuess): Promise<Finding> {
  const { claimant, proof, requested, sent } = guess
  return proof.by === 'foreign hash'
    ? tryForeignHash(context, claimant, proof.brought, sent)
    : askUserSource(context, step, { claimant, source: proof.source, requested, sent })
}
