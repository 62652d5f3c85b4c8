import { ServiceError } from '../../contract/service-error.ts'
import type { Contact } from '../attributes/contact.ts'
import type { MessageKind } from '../messages/message-gateway.ts'
import type { SendPermit } from '../messages/permit-message.ts'
import {
  assertDeliverable,
  channelOf,
  type PreparedMessage,
  prepareMessage,
} from '../messages/prepare-message.ts'
import { putMessage } from '../messages/put-message.ts'
import { type CodeUse, renderCode } from '../messages/render-code.ts'
import type { RequestContext } from '../requests/request-context.ts'
import type { Stores } from '../stores.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import type { User } from '../users/user.ts'

/** The facts about a code to a user that the message limits need. */
export function codeMessage({ user, contact }: CodeRecipient, kind: MessageKind) {
  return { userPoolId: user.userPoolId, kind, user: user.sub, to: contact.value }
}

export interface CodeRecipient {
  readonly user: User
  readonly contact: Contact
}

/** A message that is ready for its code. */
export interface CodePost {
  readonly pool: UserPool
  readonly contact: Contact
  readonly use: CodeUse
  readonly message: PreparedMessage
}

/** Prepares the message that will carry a code. Call it before the transaction that stores the code. */
export function prepareCode(
  { messages }: Pick<RequestContext, 'messages'>,
  pool: UserPool,
  { user, contact }: CodeRecipient,
  permit: SendPermit,
  use: CodeUse = 'verification',
): CodePost {
  const channel = channelOf(contact.attribute)
  return { pool, contact, use, message: prepareMessage(messages, pool, { user, channel, permit }) }
}

/** Puts the message with the code into the outbox, in the transaction that stores the code. */
export async function postCode(
  stores: Pick<Stores, 'outbox' | 'inbox'>,
  context: Pick<RequestContext, 'messages' | 'entropy' | 'now'>,
  { pool, use, message }: CodePost,
  code: string,
): Promise<void> {
  await putMessage(stores, context, message, renderCode(pool.settings, use, message.envelope.channel, code))
}

/**
 * To be called when the code is stored.
 * @throws CodeDeliveryFailureException if it is known that the message cannot be delivered
 */
export function assertPosted({ message }: CodePost): void {
  assertDeliverable(message)
}

/**
 * Like {@link assertPosted}, for operations that declare no CodeDeliveryFailureException. Deviation: they report a failure
 * with the errors of the channel that they do declare (docs/deviations.md, "delivery failure").
 * @throws InvalidEmailRoleAccessPolicyException
 * @throws InvalidSmsRoleAccessPolicyException
 */
export function assertPostedByRole({ contact, message }: CodePost): void {
  try {
    assertDeliverable(message)
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error
    const name =
      contact.attribute === 'email'
        ? 'InvalidEmailRoleAccessPolicyException'
        : 'InvalidSmsRoleAccessPolicyException'
    throw new ServiceError(name, error.message)
  }
}
