import type { InboxMessage } from './inbox-store.ts'
import type { MessageChannel } from './message-gateway.ts'
import { plainText } from './plain-text.ts'

/** A kept message in the form that /inbox/messages and `poolhouse inbox --format json` return. */
export interface InboxEntry {
  readonly id: string
  /** ISO 8601, in UTC with milliseconds. */
  readonly sentAt: string
  readonly channel: MessageChannel
  readonly to: string
  /** Null for text messages. */
  readonly subject: string | null
  readonly text: string
  readonly userPoolId: string
  readonly username: string | null
  /** These three are present only if the message has them. */
  readonly code?: string
  readonly link?: string
  readonly temporaryPassword?: string
}

export function toInboxEntry(message: InboxMessage): InboxEntry {
  const { id, sentAt, channel, to, subject, userPoolId, user, code, link, temporaryPassword } = message
  return {
    id,
    sentAt: new Date(sentAt).toISOString(),
    channel,
    to,
    subject: subject ?? null,
    text: messageText(message),
    userPoolId,
    username: user?.username ?? null,
    ...(code !== undefined && { code }),
    ...(link !== undefined && { link }),
    ...(temporaryPassword !== undefined && { temporaryPassword }),
  }
}

/** A message's text; for an e-mail, without the HTML markup. */
export function messageText({ channel, body }: Pick<InboxMessage, 'channel' | 'body'>): string {
  return channel === 'EMAIL' ? plainText(body) : body.trim()
}
