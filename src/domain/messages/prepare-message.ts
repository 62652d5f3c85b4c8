import { ServiceError } from '../../contract/service-error.ts'
import { isMailAddress } from '../../kernel/mail-address.ts'
import type { ContactAttribute } from '../attributes/attributes.ts'
import { isPhoneNumberForm } from '../attributes/contact-form.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import type { User } from '../users/user.ts'
import type { Message, MessageChannel, MessageGateway } from './message-gateway.ts'
import type { SendPermit } from './permit-message.ts'

/** A message whose text is not known yet: from whom, to whom and what for. */
export type Envelope = Omit<Message, 'subject' | 'body' | 'code' | 'link' | 'temporaryPassword'>

/** A message that can be put into the outbox when its text is known. */
export interface PreparedMessage {
  readonly envelope: Envelope
  readonly outlook: Outlook
}

/**
 * What is known about a delivery before it is tried: nothing against it, that the gateway does not work at present, or that
 * mail cannot be sent to such an address.
 */
export type Outlook = 'good' | 'interrupted' | 'impossible'

export interface Addressed {
  readonly user: Pick<User, 'sub' | 'username'> | undefined
  readonly channel: MessageChannel
  /** Also says what the message is for and where it goes. */
  readonly permit: SendPermit
}

/** Prepares a message, without asking anyone outside. */
export function prepareMessage(
  gateway: MessageGateway,
  pool: UserPool,
  { user, channel, permit }: Addressed,
): PreparedMessage {
  const { from, replyToEmailAddress: replyTo } = pool.settings.emailConfiguration
  const sender = channel === 'EMAIL' ? { from, replyTo } : {}
  const envelope = {
    userPoolId: pool.id,
    user: user && { sub: user.sub, username: user.username },
    kind: permit.kind,
    channel,
    to: permit.to,
    ...sender,
  }
  const isPossible = HAS_FORM[channel](permit.to)
  return { envelope, outlook: !isPossible ? 'impossible' : gateway.accepts(channel) ? 'good' : 'interrupted' }
}

/** Mail cannot be sent to every address as it is written, as with users who were moved in from elsewhere. */
const HAS_FORM = { EMAIL: isMailAddress, SMS: isPhoneNumberForm } as const

/**
 * To be called when the work is stored that the message tells of.
 * @throws CodeDeliveryFailureException
 */
export function assertDeliverable({ envelope, outlook }: PreparedMessage): void {
  if (outlook !== 'good') throw codeDeliveryFailed(envelope.channel)
}

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
