import type { Contact } from '../../attributes/contact.ts'
import { recordEvent } from '../../auth-events/record-event.ts'
import { hidesUsers } from '../../clients/hides-users.ts'
import { assertPosted, postCode, prepareCode } from '../../codes/code-post.ts'
import { issueCode } from '../../codes/issue-code.ts'
import type { CodeTarget } from '../../codes/verification-code.ts'
import type { CodeDelivery } from '../../messages/code-delivery.ts'
import type { MessageKind } from '../../messages/message-gateway.ts'
import { withPermits } from '../../messages/permit-message.ts'
import type { RequestContext } from '../../requests/request-context.ts'
import type { Guard } from '../../threat-protection/guard.ts'
import type { Metadata } from '../../triggers/trigger-event.ts'
import type { User } from '../../users/user.ts'
import type { ClaimedUser } from './claimed-user.ts'
import { permitClaimed } from './permit-claimed.ts'
import { postNothing } from './post-nothing.ts'
import { reportedDelivery } from './reported-delivery.ts'

export interface ClaimedCode {
  readonly kind: MessageKind & ('forgot-password' | 'resend-code')
  readonly user: User
  readonly contact: Contact
  readonly target: CodeTarget
  readonly guard: Guard | undefined
  readonly clientMetadata: Metadata | undefined
}

/**
 * Makes a code and sends it to a user who has proven nothing. Returns where it goes. If users are hidden, the response does
 * not show that a message cannot be sent.
 * @throws LimitExceededException
 * @throws CodeDeliveryFailureException unless users are hidden
 */
export async function postClaimed(
  context: RequestContext,
  claimed: ClaimedUser,
  { kind, user, contact, target, guard, clientMetadata }: ClaimedCode,
): Promise<CodeDelivery> {
  const { pool, client } = claimed
  const { requestId } = context
  const permit = await permitClaimed(context, claimed, contact, kind)
  const delivery = reportedDelivery(claimed, contact)
  if (!permit) {
    await postNothing(context, pool)
    return delivery
  }
  const post = await withPermits(context.messageLimits, [permit], async () => {
    const isUnseen = hidesUsers(client)
    const recipient = { user, contact, clientId: client.id, clientMetadata, isUnseen }
    const prepared = await prepareCode(context, pool, recipient, permit)
    await context.storage.transaction(async (stores) => {
      await postCode(stores, context, prepared, await issueCode(stores, context, target, contact))
      const type = kind === 'forgot-password' ? 'ForgotPassword' : 'ResendCode'
      const event = { id: requestId, type, response: 'InProgress', clientId: client.id } as const
      await recordEvent(stores, guard, user, event, context)
    })
    return prepared
  })
  if (!hidesUsers(client)) assertPosted(post)
  return delivery
}
