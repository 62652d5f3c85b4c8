import { ServiceError } from '../../contract/service-error.ts'
import { isMailAddress } from '../../kernel/mail-address.ts'
import type { ContactAttribute } from '../attributes/attributes.ts'
import { isPhoneNumberForm } from '../attributes/contact-form.ts'
import type { Carrier, CustomText } from '../messages/custom-text.ts'
import type { MessageFunction } from '../messages/message-function.ts'
import type { Message, MessageChannel, MessageContents } from '../messages/message-gateway.ts'
import { mailSender, textSender } from '../messages/message-sender.ts'
import type { SendPermit } from '../messages/permit-message.ts'
import type { RequestContext } from '../requests/request-context.ts'
import { callTrigger, type TriggerContext } from '../triggers/call-trigger.ts'
import { customMessageOccasion, customTextOf, type MessageOccasion } from '../triggers/custom-message.ts'
import { type CustomSender, customSenderEvent, customSenderOf, hasCode } from '../triggers/custom-sender.ts'
import { triggerEvent } from '../triggers/trigger-event.ts'
import type { UserPool } from '../user-pools/user-pool.ts'

/** A message whose text is not known yet: from whom, to whom and what for. */
export type Envelope = Omit<Message, 'subject' | 'body' | keyof MessageContents>

/** A message that can be put into the outbox when its text is known. */
export interface PreparedMessage {
  readonly envelope: Envelope
  readonly deliverability: Deliverability
  /** What the pool's CustomMessage function said, if it was called. */
  readonly custom?: CustomText | undefined
  /** The function that is called when the message is sent. */
  readonly calls?: MessageFunction | undefined
}

/**
 * What is known about a delivery before it is tried: nothing against it, that the gateway does not work at present, or that
 * mail cannot be sent to such an address.
 */
export type Deliverability = 'deliverable' | 'interrupted' | 'impossible'

export interface Addressed extends Pick<MessageOccasion, 'user' | 'clientId' | 'clientMetadata' | 'notice'> {
  readonly channel: MessageChannel
  /** By default a code, or no secret. */
  readonly carrier?: Carrier | undefined
  /** Also says what the message is for and where it goes. */
  readonly permit: SendPermit
  /** If true, the response must not reveal that there is a message: no function is called before it. */
  readonly isUnseen?: boolean | undefined
}

export type Preparing = Pick<RequestContext, 'messages' | 'senderCipher'> & TriggerContext

/**
 * Prepares a message before the transaction that stores its cause. Calls the pool's CustomMessage function, if there is
 * one. AWS: not if the pool has a custom sender for the channel.
 * @throws UserLambdaValidationException, UnexpectedLambdaException, InvalidLambdaResponseException,
 *   InvalidParameterException
 */
export async function prepareMessage(
  context: Preparing,
  pool: UserPool,
  addressed: Addressed,
): Promise<PreparedMessage> {
  const { channel, permit, carrier = 'code' } = addressed
  const occasion: MessageOccasion = { ...addressed, kind: permit.kind, carrier }
  const envelope = envelopeOf(pool, addressed)
  const sender = customSenderOf(pool, channel)
  if (sender) {
    const calls = senderCall(context, pool, sender, occasion)
    const isReady = !hasCode(occasion) || context.senderCipher.isReady()
    return { envelope, calls, deliverability: isReady ? 'deliverable' : 'interrupted' }
  }
  const isPossible = HAS_FORM[channel](permit.to)
  const deliverability = !isPossible
    ? 'impossible'
    : context.messages.accepts(channel)
      ? 'deliverable'
      : 'interrupted'
  return {
    envelope,
    deliverability,
    ...(isPossible && (await customized(context, pool, occasion, addressed))),
  }
}

function envelopeOf(pool: UserPool, { user, channel, permit }: Addressed): Envelope {
  return {
    userPoolId: pool.id,
    user: { sub: user.sub, username: user.username },
    kind: permit.kind,
    channel,
    to: permit.to,
    ...(channel === 'EMAIL' ? mailSender(pool) : textSender(pool)),
  }
}

function senderCall(
  context: Preparing,
  pool: UserPool,
  { trigger, arn, keyArn }: CustomSender,
  occasion: MessageOccasion,
): MessageFunction {
  const event = customSenderEvent(context, pool, occasion)
  return { trigger, arn, userPoolId: pool.id, event, carrier: occasion.carrier, keyArn }
}

async function customized(
  context: Preparing,
  pool: UserPool,
  occasion: MessageOccasion,
  { isUnseen }: Addressed,
): Promise<Pick<PreparedMessage, 'custom' | 'calls'>> {
  const arn = pool.settings.lambdaConfig.customMessage
  if (arn === undefined || occasion.kind === 'notification') return {} // AWS: not one of its messages
  const call = customMessageOccasion(pool, occasion)
  if (!isUnseen) return { custom: customTextOf(await callTrigger(context, arn, call), occasion) }
  const trigger = 'CustomMessage'
  const { carrier } = occasion
  return { calls: { trigger, arn, userPoolId: pool.id, event: triggerEvent(context, call), carrier } }
}

/** Mail cannot be sent to every address as it is written, as with users who were moved in from elsewhere. */
const HAS_FORM = { EMAIL: isMailAddress, SMS: isPhoneNumberForm } as const

/**
 * To be called once the change that the message is about is stored.
 * @throws CodeDeliveryFailureException
 */
export function assertDeliverable({ envelope, deliverability }: PreparedMessage): void {
  if (deliverability !== 'deliverable') throw codeDeliveryFailed(envelope.channel)
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
