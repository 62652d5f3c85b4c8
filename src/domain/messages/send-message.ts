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
  /** Says what the message is for, and where it goes. */
  readonly permit: SendPermit
  readonly text: MessageText
}

/**
 * Hands a message over, after the transaction and never within.
 * @throws CodeDeliveryFailureException if the gateway refuses it, or the address is not one that mail goes to as it is
 *   written: a user who was moved in may have such a one
 */
export async function sendMessage(gateway: MessageGateway, outgoing: OutgoingMessage): Promise<void> {
  const message = toMessage(outgoing)
  if (!HAS_FORM[message.channel](message.to)) throw codeDeliveryFailed(message.channel)
  try {
    await gateway.send(message)
  } catch {
    // The gateway has logged why; what it says may hold the message.
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

/** The channel by which a contact is reached. */
export function channelOf(contact: ContactAttribute): MessageChannel {
  return contact === 'email' ? 'EMAIL' : 'SMS'
}

/** Deviation: the service's sentence varies with the provider's error (docs/deviations.md, "delivery failure"). */
const codeDeliveryFailed = (channel: MessageChannel) =>
  new ServiceError(
    'CodeDeliveryFailureException',
    channel === 'EMAIL' ? 'The email could not be delivered.' : 'The SMS message could not be delivered.',
  )
