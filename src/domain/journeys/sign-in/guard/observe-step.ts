import type { ServiceError } from '../../../../contract/service-error.ts'
import { recordEvent } from '../../../auth-events/record-event.ts'
import type { RequestContext } from '../../../requests/request-context.ts'
import type { Stores } from '../../../stores.ts'
import type { User } from '../../../users/user.ts'
import type { SettledStep, SignInGuard } from '../sign-in.ts'

type Named = Pick<User, 'userPoolId' | 'sub'>

/** The transaction that a right step ends with, which then records the step, too. */
export function observed(
  { now }: Pick<RequestContext, 'now'>,
  guard: SignInGuard | undefined,
  user: Named,
  response: 'Pass' | 'InProgress',
  settle: (stores: Stores) => Promise<SettledStep>,
): (stores: Stores) => Promise<SettledStep> {
  if (!guard) return settle
  return async (stores) => {
    const settled = await settle(stores)
    await recordStep(stores, guard, user, response, now)
    return settled
  }
}

/** Records a step that failed, within the transaction that counts the failure. */
export async function recordFailedStep(
  stores: Pick<Stores, 'authEvents'>,
  guard: SignInGuard | undefined,
  user: Named,
  { now }: Pick<RequestContext, 'now'>,
): Promise<void> {
  if (guard) await recordStep(stores, guard, user, 'Fail', now)
}

/** Refuses a user who has proven all, and records that. */
export async function refuseGuarded(
  { storage, now }: Pick<RequestContext, 'storage' | 'now'>,
  guard: SignInGuard | undefined,
  user: User,
  refusal: ServiceError,
): Promise<never> {
  const record = async (stores: Stores) => {
    if (guard) await recordStep(stores, guard, user, 'Fail', now, 'Success')
  }
  await storage.bookkeeping(record, refusal, user)
  throw refusal
}

function recordStep(
  stores: Pick<Stores, 'authEvents'>,
  guard: SignInGuard,
  user: Named,
  response: 'Pass' | 'InProgress' | 'Fail',
  now: number,
  result: 'Success' | 'Failure' = response === 'Fail' ? 'Failure' : 'Success',
): Promise<void> {
  const { id, clientId, challenge } = guard.event
  const challenges = challenge ? [{ name: challenge, response: result }] : []
  return recordEvent(stores, guard, user, { id, type: 'SignIn', response, clientId, challenges }, now)
}
