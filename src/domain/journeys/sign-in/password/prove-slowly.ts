import { ServiceError } from '../../../../contract/service-error.ts'
import { hidesUsers } from '../../../clients/hides-users.ts'
import type { RequestContext } from '../../../requests/request-context.ts'
import { incorrectUsernameOrPassword } from '../../../users/user-errors.ts'
import { giveBack, refuseReserved, reserveFailure } from '../attempts/failures.ts'
import { preAuthenticate } from '../attempts/pre-authenticate.ts'
import { assertMayProve, type Claimant, type SentPassword } from '../claimant.ts'
import type { SignInStep } from '../sign-in.ts'
import type { ProvenPassword } from './admission.ts'
import { askUserSource } from './ask-user-source.ts'
import { countRefusedStranger, isRefusedTooOften } from './refused-strangers.ts'
import type { Finding, GiveBack, SlowProof } from './slow-proof.ts'
import { tryForeignHash } from './try-foreign-hash.ts'

export interface SlowGuess extends SentPassword {
  readonly claimant: Claimant
  readonly proof: SlowProof
}

/**
 * Proves a password whose check takes long. The guess counts as a failure before it is checked. It no longer counts once
 * it turns out right or can't be checked.
 * @throws NotAuthorizedException for a wrong password, or while the claimant is locked out
 * @throws UserNotFoundException where the client does not hide who exists
 * @throws TooManyRequestsException if too many hashes wait to be computed
 */
export async function proveSlowly(
  context: RequestContext,
  step: SignInStep,
  guess: SlowGuess,
): Promise<ProvenPassword> {
  const { claimant, requested, begins } = guess
  const { user } = claimant
  assertMayProve(step, claimant)
  const reserved = await reserveFailure(context, claimant)
  const giveItBack: GiveBack = (stores) => giveBack(context, stores, claimant, reserved)
  let finding: Finding
  try {
    if (user && begins) await preAuthenticate(context, step, claimant, requested)
    finding = await lookAt(context, step, guess)
  } catch (error) {
    await context.storage.bookkeeping(giveItBack)
    throw error
  }
  const proven = finding instanceof ServiceError ? finding : await finding(giveItBack)
  if (proven instanceof ServiceError) {
    if (!user && begins && hidesUsers(step.client)) {
      await preAuthenticateStranger(context, step, guess, finding === proven ? giveItBack : undefined)
    }
    return refuseReserved(context, claimant, proven)
  }
  if (!user) await preAuthenticate(context, step, proven, requested) // brought in just now
  return proven
}

/**
 * AWS: after the source of users was asked.
 * @param giveItBack gives the reserved failure back. Undefined if that has happened
 */
async function preAuthenticateStranger(
  context: RequestContext,
  step: SignInStep,
  { claimant, requested }: SlowGuess,
  giveItBack: GiveBack | undefined,
): Promise<void> {
  try {
    await preAuthenticate(context, step, claimant, requested)
  } catch (error) {
    await context.storage.bookkeeping(async (stores) => {
      await giveItBack?.(stores)
      await countRefusedStranger(context, stores, claimant)
    })
    throw error
  }
}

async function lookAt(context: RequestContext, step: SignInStep, guess: SlowGuess): Promise<Finding> {
  const { claimant, proof, requested, sent } = guess
  if (!claimant.user && (await isRefusedTooOften(context, claimant))) return incorrectUsernameOrPassword()
  return proof.by === 'foreign hash'
    ? tryForeignHash(context, claimant, proof.brought, sent)
    : askUserSource(context, step, { claimant, source: proof.source, requested, sent })
}
