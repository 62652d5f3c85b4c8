import type { Instant } from '../../kernel/clock.ts'
import type { Entropy } from '../../kernel/entropy.ts'
import { customized } from '../messages/customized-message.ts'
import type { MessageGateway } from '../messages/message-gateway.ts'
import type { MessageText } from '../messages/message-text.ts'
import type { Stores } from '../stores.ts'
import type { PreparedMessage } from './prepare-message.ts'

interface Parts {
  readonly messages: Pick<MessageGateway, 'sends'>
  readonly entropy: Entropy
  readonly now: Instant
}

/**
 * Stores a message in the transaction of the change that it is about. It is sent after the commit (`jobs/send-messages.ts`);
 * where it does not leave the server, and no function takes part in it, it is in the inbox at once. One to an impossible address is left out.
 */
export async function putMessage(
  stores: Pick<Stores, 'outbox' | 'inbox'>,
  { messages, entropy, now }: Parts,
  { envelope, deliverability, custom, calls }: PreparedMessage,
  text: MessageText,
): Promise<void> {
  if (deliverability === 'impossible') return
  const id = entropy.uuid()
  const message = customized({ ...envelope, ...text }, custom)
  if (!calls && !messages.sends(envelope.channel)) await stores.inbox.append({ ...message, id, sentAt: now })
  else await stores.outbox.put({ id, queuedAt: now, userPoolId: envelope.userPoolId, message, calls })
}

/** Does the same work without a message, so that the time of a response does not show who exists. */
export async function putNothing(
  stores: Pick<Stores, 'outbox'>,
  { entropy, now }: Pick<Parts, 'entropy' | 'now'>,
  userPoolId: string,
): Promise<void> {
  await stores.outbox.put({ id: entropy.uuid(), queuedAt: now, userPoolId })
}
