import type { ServiceError } from '../../../../contract/service-error.ts'
import type { SingleUse } from '../../../credentials/consumed-token-store.ts'
import type { AttemptWindow } from '../../../limits/attempt-limits.ts'
import { tooManyRequests } from '../../../limits/limit-errors.ts'
import { afterFailure, assertNotLocked, type SignInFailures } from '../../../limits/sign-in-lockout.ts'
import type { RequestContext } from '../../../requests/request-context.ts'
import type { Stores } from '../../../stores.ts'
import { strangerCounter } from '../../../strangers/stranger.ts'
import type { User } from '../../../users/user.ts'
import { incorrectUsernameOrPassword } from '../../../users/user-errors.ts'
import { countTry } from '../../shared/count-try.ts'
import type { Claimant } from '../claimant.ts'
import { recordFailedStep } from '../guard/observe-step.ts'

// Failures of a claimant. Strangers are counted and locked as users are, so that the lock does not tell who exists; only
// the failures of users are audited, which the lock bounds.

/** Under what failures are counted. */
type Named = Pick<Claimant, 'name' | 'user' | 'userPoolId' | 'guard'>

type FailureStores = Pick<Stores, 'attempts' | 'credentials'>

/** To be asked before a password is looked at. NotAuthorizedException while the claimant is locked out. */
export async function assertMayTry(context: RequestContext, claimant: Claimant): Promise<void> {
  const { storage, now } = context
  if (claimant.user) return assertNotLocked(claimant.failures, now)
  const counter = counterOf(context, claimant)
  const window = await storage.stores.attempts.find(claimant.userPoolId, counter, 'signInOfStranger')
  assertNotLocked(failuresIn(window), now)
}

/** Counts a proof that failed, spends what it was made with, and refuses. */
export async function refuseProof(
  context: RequestContext,
  claimant: Named,
  spent?: SingleUse,
  refusal = incorrectUsernameOrPassword(),
): Promise<never> {
  const spend = async (stores: Stores) => spent && (await stores.consumedTokens.consume(spent))
  return countFailure(context, claimant, refusal, spend)
}

/**
 * Like {@link refuseProof}, for a code that went to a contact. It also counts for an hour, whatever the user does
 * meanwhile: a user who signs in by another factor between the guesses could otherwise guess without end, and verify
 * an address or number of another person.
 * @throws TooManyRequestsException if the guesses of this hour are used up; this one is not counted then
 */
export async function refuseSentCode(
  context: RequestContext,
  claimant: Named & { readonly user: User },
  refusal: ServiceError,
): Promise<never> {
  return countFailure(context, claimant, refusal, (stores) =>
    countTry(stores, claimant.user, 'secondFactorCode', context.now, tooManyRequests),
  )
}

async function countFailure(
  context: RequestContext,
  claimant: Named,
  refusal: ServiceError,
  alongside: (stores: Stores) => Promise<unknown>,
): Promise<never> {
  const { user } = claimant
  const count = async (stores: Stores) => {
    const held = await lockFailures(context, stores, claimant)
    if (!held) return // deleted meanwhile
    assertNotLocked(held.failures, context.now) // by a rival, in the meantime
    await saveFailures(context, stores, claimant, afterFailure(held.failures, context.now))
    await alongside(stores)
    await recordFailedStep(stores, claimant, context)
  }
  await context.storage.bookkeeping(count, user && refusal, user)
  throw refusal
}

/** A failure that was counted before it is known to be one. */
export interface ReservedFailure {
  readonly before: SignInFailures | undefined
  readonly counted: SignInFailures
}

/**
 * Counts a failure before a guess is checked, where the check takes long: of many guesses at once, only those that were
 * counted are checked. Ends in {@link refuseReserved} or {@link giveBack}.
 * @throws NotAuthorizedException while the claimant is locked out, or if the user was deleted meanwhile
 */
export async function reserveFailure(context: RequestContext, claimant: Claimant): Promise<ReservedFailure> {
  const { storage, now } = context
  return storage.bookkeeping(async (stores) => {
    const held = await lockFailures(context, stores, claimant)
    if (!held) throw incorrectUsernameOrPassword()
    assertNotLocked(held.failures, now)
    const counted = afterFailure(held.failures, now)
    await saveFailures(context, stores, claimant, counted)
    return { before: held.failures, counted }
  })
}

/** Refuses a guess that was counted before. */
export async function refuseReserved(
  context: RequestContext,
  claimant: Claimant,
  refusal: ServiceError = incorrectUsernameOrPassword(),
): Promise<never> {
  const { user, guard } = claimant
  const record = (stores: Stores) => recordFailedStep(stores, claimant, context)
  if (user || guard) await context.storage.bookkeeping(record, user && refusal, user)
  throw refusal
}

/** Takes back a reserved failure: the guess was right, or nobody has looked at it. */
export async function giveBack(
  context: RequestContext,
  stores: FailureStores,
  claimant: Claimant,
  { before, counted }: ReservedFailure,
): Promise<void> {
  const present = (await lockFailures(context, stores, claimant))?.failures
  if (!present) return // forgotten by a sign-in, or with the user
  const isLast = present.failures === counted.failures && present.lastFailureAt === counted.lastFailureAt
  const rest = isLast ? before : { ...present, failures: present.failures - 1 }
  await saveFailures(context, stores, claimant, rest ?? NO_FAILURES)
}

const NO_FAILURES: SignInFailures = { failures: 0, lastFailureAt: 0 }

/** Held against other transactions until this one ends. Undefined for a user who was deleted meanwhile. */
async function lockFailures(
  context: RequestContext,
  stores: FailureStores,
  claimant: Named,
): Promise<{ readonly failures: SignInFailures | undefined } | undefined> {
  const { user, userPoolId } = claimant
  if (user) return (await stores.credentials.lockWithUser(userPoolId, user.sub))?.state
  const window = await stores.attempts.lock(userPoolId, counterOf(context, claimant), 'signInOfStranger')
  return { failures: failuresIn(window) }
}

function failuresIn(window: AttemptWindow | undefined): SignInFailures | undefined {
  return window && { failures: window.attempts, lastFailureAt: window.startedAt }
}

async function saveFailures(
  context: RequestContext,
  stores: FailureStores,
  claimant: Named,
  { failures, lastFailureAt }: SignInFailures,
): Promise<void> {
  const { user, userPoolId } = claimant
  if (user) return stores.credentials.setFailures(userPoolId, user.sub, { failures, lastFailureAt })
  const window = { startedAt: lastFailureAt, attempts: failures }
  return stores.attempts.save(userPoolId, counterOf(context, claimant), 'signInOfStranger', window)
}

function counterOf({ poolKeys }: RequestContext, { userPoolId, name }: Named): string {
  return strangerCounter(poolKeys('absent users', userPoolId), name)
}
