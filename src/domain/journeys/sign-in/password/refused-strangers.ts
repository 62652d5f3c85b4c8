import { HOUR } from '../../../../kernel/clock.ts'
import { HOURLY_ATTEMPTS } from '../../../limits/attempt-limits.ts'
import type { RequestContext } from '../../../requests/request-context.ts'
import type { Stores } from '../../../stores.ts'
import { strangerCounter } from '../../../strangers/stranger.ts'
import type { Claimant } from '../claimant.ts'

// Where users are hidden, the PreAuthentication function is called for strangers too: for users before the password is
// checked, for strangers after the source of users was asked. A user whom it refuses has made no guess, so a stranger
// whom it refuses must not be locked out either. But the stranger's guess was checked: it is counted here, which no
// response shows.

const KIND = 'refusedStranger'

/** Counts the guess of a stranger whom the function refuses. To be called inside a transaction. */
export async function countRefusedStranger(
  context: RequestContext,
  stores: Pick<Stores, 'attempts'>,
  claimant: Claimant,
): Promise<void> {
  const { now } = context
  const counter = counterOf(context, claimant)
  const window = await stores.attempts.lock(claimant.userPoolId, counter, KIND)
  const isOpen = window && now - window.startedAt < HOUR
  const next = isOpen ? { ...window, attempts: window.attempts + 1 } : { startedAt: now, attempts: 1 }
  await stores.attempts.save(claimant.userPoolId, counter, KIND, next)
}

/** Whether too many guesses of this hour were refused to ask the source of users again. */
export async function isRefusedTooOften(context: RequestContext, claimant: Claimant): Promise<boolean> {
  const { attempts } = context.storage.stores
  const window = await attempts.find(claimant.userPoolId, counterOf(context, claimant), KIND)
  if (!window || context.now - window.startedAt >= HOUR) return false
  return window.attempts >= HOURLY_ATTEMPTS[KIND]
}

function counterOf({ poolKeys }: RequestContext, { userPoolId, name }: Claimant): string {
  return strangerCounter(poolKeys('absent users', userPoolId), name)
}
