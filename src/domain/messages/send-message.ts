import { ServiceError } from '../../contract/service-error.ts'
import { isMailAddress } from '../../kernel/mail-address.ts'
import type { ContactAttribute } from '../attributes/attributes.ts'
import { isPhoneNumberForm } from '../attributes/contact-form.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import type { User } from '../users/user.ts'
import type { Message, MessageChannel, MessageGateway } from './message-gateway.ts'
import type { MessageText } from './message-text.ts'
import type { SendPermit } from './permit-message.ts'

export interface OutgoingMessage {
  readonly pool: UserPool
  readonly user: Pick<User, 'sub' | 'username'> | undefined
  readonly channel: MessageChannel
  /** Also says what the message is for and where it goes. */
  readonly permit: SendPermit
  readonly text: MessageText
}

/**
 * Hands a message to the gateway. Call it after the transaction, never inside it.
 * @throws CodeDeliveryFailureException if the gateway refuses the message, or if mail cannot be sent to the address as
 * written, as can happen with users moved in from elsewhere
 */
export async function sendMessage(gateway: MessageGateway, outgoing: OutgoingMessage): Promise<void> {
  const message = toMessage(outgoing)
  if (!HAS_FORM[message.channel](message.to)) throw codeDeliveryFailed(message.channel)
  try {
    await gateway.send(message)
  } catch {
    // The gateway has logged the reason. Its error may contain the message, so do not pass it on.
    throw codeDeliveryFailed(message.channel)
  }
}

function toMessage({ pool, user, channel, permit, text }: OutgoingMessage): Message {
  const { from, replyToEmailAddress: replyTo } = pool.settings.emailConfiguration
  const sender = channel === 'EMAIL' ? { from, replyTo } : {}
  return {
    userPoolId: pool.id,
    user: user && { sub: user.sub, username: user.username },
    kind: permit.kind,
    channel,
    to: permit.to,
    ...sender,
    ...text,
  }
}

const HAS_FORM = { EMAIL: isMailAddress, SMS: isPhoneNumberForm } as const

/** The channel that reaches a contact. */
export function channelOf(contact: ContactAttribute): MessageChannel {
  return contact === 'email' ? 'EMAIL' : 'SMS'
}

/** Deviation: the service's message depends on the provider's error (docs/deviations.md, "delivery failure"). */
const codeDeliveryFailed = (channel: MessageChannel) =>
  new ServiceError(
    'CodeDeliveryFailureException',
    channel === 'EMAIL' ? 'The email could not be delivered.' : 'The SMS message could not be delivered.',
  )
