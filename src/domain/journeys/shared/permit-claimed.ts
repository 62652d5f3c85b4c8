import type { Contact } from '../../attributes/contact.ts'
import { hidesUsers } from '../../clients/hides-users.ts'
import { attemptLimitExceeded } from '../../limits/limit-errors.ts'
import type { MessageKind } from '../../messages/message-gateway.ts'
import type { SendPermit } from '../../messages/permit-message.ts'
import type { RequestContext } from '../../requests/request-context.ts'
import type { ClaimedUser } from './claimed-user.ts'
import { attemptKeyOf } from './count-try.ts'

/**
 * Counts a message to a user who has proven nothing. Returns undefined if the message must be dropped silently: if
 * users are hidden, an error about a recipient with too many messages would reveal whose address it is.
 * @throws LimitExceededException
 */
export async function permitClaimed(
  context: RequestContext,
  claimed: ClaimedUser,
  { value: to }: Contact,
  kind: MessageKind,
): Promise<SendPermit | undefined> {
  const admission = await context.messageLimits.admit({ ...causeOf(context, claimed, kind), to }, context.now)
  if ('counted' in admission) return { kind, to, counted: admission.counted }
  if (admission.exceeded === 'recipient' && hidesUsers(claimed.client)) return undefined
  throw attemptLimitExceeded()
}

/**
 * Counts a message that is only reported, not sent, so that the limits do not reveal who exists.
 * @throws LimitExceededException
 */
export async function countSimulatedMessage(
  context: RequestContext,
  claimed: ClaimedUser,
  kind: MessageKind,
): Promise<void> {
  const admission = await context.messageLimits.admit(causeOf(context, claimed, kind), context.now)
  if ('exceeded' in admission) throw attemptLimitExceeded()
}

function causeOf({ poolKeys, origin }: RequestContext, claimed: ClaimedUser, kind: MessageKind) {
  return {
    userPoolId: claimed.pool.id,
    kind,
    user: attemptKeyOf(poolKeys, claimed).sub,
    address: origin.ipAddress,
  }
}
