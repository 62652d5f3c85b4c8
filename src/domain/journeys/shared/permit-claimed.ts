import type { Contact } from '../../attributes/contact.ts'
import { hidesUsers } from '../../clients/hides-users.ts'
import { attemptLimitExceeded } from '../../limits/limit-errors.ts'
import type { MessageKind } from '../../messages/message-gateway.ts'
import type { SendPermit } from '../../messages/permit-message.ts'
import type { RequestContext } from '../../requests/request-context.ts'
import type { ClaimedUser } from './claimed-user.ts'
import { trierOf } from './count-try.ts'

/**
 * Counts a message to somebody who has proven nothing. Undefined where it is not to be sent and that is not to be told:
 * clients that hide who exists hide it too when a recipient has had too many messages, as that would tell whose
 * address it is.
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
 * Counts a message that is only said to be sent as one that is, so that the limits don't tell who exists.
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
    user: trierOf(poolKeys, claimed).sub,
    address: origin.ipAddress,
  }
}
