import type { ServiceError } from '../../../contract/service-error.ts'
import type { SingleUse } from '../../credentials/consumed-token-store.ts'
import type { AttemptWindow } from '../../limits/attempt-limits.ts'
import { afterFailure, assertNotLocked, type SignInFailures } from '../../limits/sign-in-lockout.ts'
import type { RequestContext } from '../../requests/request-context.ts'
import type { Stores } from '../../stores.ts'
import { strangerCounter } from '../../strangers/stranger.ts'
import { incorrectUsernameOrPassword } from '../../users/user-errors.ts'
import type { Claimant } from './claimant.ts'

type FailureStores = Pick<Stores, 'attempts' | 'consumedTokens' | 'credentials' | 'users'>

/** To be asked before a password is looked at. NotAuthorizedException while the claimant is locked out. */
export async function assertMayTry(context: RequestContext, claimant: Claimant): Promise<void> {
  const { storage, now } = context
  if (claimant.user) return assertNotLocked(claimant.failures, now)
  const { userPoolId } = claimant
  const window = await storage.stores.attempts.find(
    userPoolId,
    counterOf(context, claimant),
    'signInOfStranger',
  )
  assertNotLocked(failuresIn(window), now)
}

/**
 * Counts a proof that failed, spends what it was made with, and refuses. Strangers are counted and locked as users
 * are, so that the lock does not tell who exists; only the failures of users are audited, which the lock bounds.
 */
export async function refuseProof(
  context: RequestContext,
  claimant: Claimant,
  spent?: SingleUse,
  refusal: ServiceError = incorrectUsernameOrPassword(),
): Promise<never> {
  const { user } = claimant
  const count = async (stores: Stores) => {
    if (user && !(await stores.users.lock(user.userPoolId, user.sub))) return // deleted meanwhile
    const before = await lockFailures(context, stores, claimant)
    assertNotLocked(before, context.now) // by a rival, in the meantime
    await saveFailures(context, stores, claimant, afterFailure(before, context.now))
    if (spent) await stores.consumedTokens.consume(spent)
  }
  await context.storage.bookkeeping(count, user && refusal, user?.sub)
  throw refusal
}

/** Held against other transactions until this one ends. */
async function lockFailures(
  context: RequestContext,
  stores: FailureStores,
  claimant: Claimant,
): Promise<SignInFailures | undefined> {
  const { user, userPoolId } = claimant
  if (user) return (await stores.credentials.lock(userPoolId, user.sub)).failures
  const window = await stores.attempts.lock(userPoolId, counterOf(context, claimant), 'signInOfStranger')
  return failuresIn(window)
}

function failuresIn(window: AttemptWindow | undefined): SignInFailures | undefined {
  return window && { failures: window.attempts, lastFailureAt: window.startedAt }
}

async function saveFailures(
  context: RequestContext,
  stores: FailureStores,
  claimant: Claimant,
  { failures, lastFailureAt }: SignInFailures,
): Promise<void> {
  const { user, userPoolId } = claimant
  if (user) return stores.credentials.setFailures(userPoolId, user.sub, { failures, lastFailureAt })
  const window = { startedAt: lastFailureAt, attempts: failures }
  return stores.attempts.save(userPoolId, counterOf(context, claimant), 'signInOfStranger', window)
}

function counterOf({ poolKeys }: RequestContext, { userPoolId, name }: Claimant): string {
  return strangerCounter(poolKeys('absent users', userPoolId), name)
}
