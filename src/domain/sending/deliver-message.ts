import { DAY, type Instant, MINUTE, SECOND } from '../../kernel/clock.ts'
import type { Entropy } from '../../kernel/entropy.ts'
import type { LogGateway } from '../log-delivery/log-gateway.ts'
import { notificationLogText } from '../log-delivery/notification-log.ts'
import { queueLog } from '../log-delivery/queue-log.ts'
import type { Message, MessageGateway } from '../messages/message-gateway.ts'
import type { LeasedMessage } from '../messages/outbox-store.ts'
import type { Storage, Stores } from '../stores.ts'
import { callMessageFunction, failureOf, type MessageFunctionContext } from './call-message-function.ts'

export interface Delivering extends MessageFunctionContext {
  readonly storage: Storage
  readonly messages: MessageGateway
  readonly logs: Pick<LogGateway, 'hasDestinations' | 'delivers'>
  readonly entropy: Entropy
}

/** How long after it was queued a message is tried, in milliseconds. */
const TRIED_FOR = DAY
const FIRST_PAUSE = 5 * SECOND
const LONGEST_PAUSE = 15 * MINUTE

/** The time from a failed attempt to the next: 5, 15, 45 seconds and so on, at most a quarter of an hour. */
export function pauseAfter(attempts: number): number {
  return Math.min(LONGEST_PAUSE, FIRST_PAUSE * 3 ** Math.min(attempts - 1, 10))
}

/**
 * Sends a leased message and removes it from the outbox. After a failure it is due again later; after a day of failures,
 * or if the recipient was refused for good, it is given up, which the log and the metrics report.
 */
export async function deliverMessage(
  delivering: Delivering,
  holder: string,
  leased: LeasedMessage,
  now: Instant,
): Promise<void> {
  const { storage, messages } = delivering
  const { outbox } = storage.stores
  const { id, message, attempts, queuedAt, calls } = leased
  if (!message) return outbox.remove(id)
  try {
    const left = calls ? await callMessageFunction(delivering, id, message, calls) : message
    if (left && !messages.sends(left.channel)) return await keep(storage, id, left, now)
    if (left) await send(delivering, id, left)
  } catch (error) {
    // The reason is logged where it shows. The error may contain the message, so nothing of it is passed on.
    const { permanent = false } = failureOf(error, attempts)
    const dueAt = now + pauseAfter(attempts)
    if (!permanent && dueAt < queuedAt + TRIED_FOR) return outbox.postpone(id, holder, dueAt)
    const givenUp = await storage.transaction(async (stores) => {
      if (!(await stores.outbox.giveUp(id, holder, now))) return false
      await queueFailure(stores, delivering, message, now)
      return true
    })
    if (givenUp) reportGivenUp(delivering, leased, message)
    return
  }
  await outbox.remove(id)
}

/** Counts how the way out takes the message. Functions, which may fail before, have a metric of their own. */
async function send(
  { messages, tally }: Pick<Delivering, 'messages' | 'tally'>,
  id: string,
  message: Message,
): Promise<void> {
  const { channel } = message
  try {
    await messages.send(message, id)
  } catch (error) {
    tally.count('message_tries', { channel, outcome: 'failed' })
    throw error
  }
  tally.count('message_tries', { channel, outcome: 'sent' })
}

/** Puts a message into the inbox that was queued when there was still a way out for its channel. */
async function keep(storage: Storage, id: string, message: Message, now: Instant): Promise<void> {
  await storage.transaction(async ({ inbox, outbox }) => {
    await outbox.remove(id)
    await inbox.append({ ...message, id, sentAt: now })
  })
}

/** AWS: the error log of a pool says why users got no message; it does not name them. */
async function queueFailure(
  stores: Pick<Stores, 'logConfigurations' | 'logQueue'>,
  { logs, entropy }: Delivering,
  { userPoolId, kind, channel }: Message,
  now: Instant,
): Promise<void> {
  await queueLog(stores, { logs, entropy, now }, userPoolId, 'userNotification', () =>
    notificationLogText(userPoolId, `A message (${kind}, ${channel}) could not be delivered.`, now),
  )
}

function reportGivenUp(
  { log, tally }: Delivering,
  { id, attempts, queuedAt }: LeasedMessage,
  { userPoolId, kind, channel }: Message,
): void {
  tally.count('messages_undelivered', { kind, channel })
  const queued = new Date(queuedAt).toISOString()
  log.warn('A message was given up: see poolhouse inbox --failed', {
    messageId: id,
    userPoolId,
    kind,
    channel,
    attempts,
    queued,
  })
}
