import type { Instant } from '../../kernel/clock.ts'
import type { Message } from './message-gateway.ts'

/** A message that was kept instead of being sent. */
export interface InboxMessage extends Message {
  readonly id: string
  readonly sentAt: Instant
}

export interface InboxPage {
  readonly limit: number
  /** Only messages to this address or number, ignoring case. */
  readonly to?: string | undefined
  /** The last message of the previous page. */
  readonly before?: Pick<InboxMessage, 'sentAt' | 'id'> | undefined
}

export interface InboxStore {
  append(message: InboxMessage): Promise<void>
  /** The one that was appended last comes first. */
  newest(page: InboxPage): Promise<readonly InboxMessage[]>
  deleteOlder(before: Instant): Promise<number>
}
