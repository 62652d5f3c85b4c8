import type { Instant } from '../../kernel/clock.ts'
import type { MessageFunction } from './message-function.ts'
import type { Message } from './message-gateway.ts'

/** A message that waits to be sent. */
export interface QueuedMessage {
  readonly id: string
  readonly queuedAt: Instant
  readonly userPoolId: string
  /** Absent for a message to nobody, which is stored so that strangers cause the same work as users. */
  readonly message?: Message | undefined
  readonly calls?: MessageFunction | undefined
}

/** A message that a process is sending; others leave it alone until the lease ends. */
export interface LeasedMessage extends QueuedMessage {
  /** Including the present one. */
  readonly attempts: number
}

/** A message that was given up. */
export interface FailedMessage extends QueuedMessage {
  readonly attempts: number
  readonly failedAt: Instant
}

/** What was tried in vain and will be tried again. */
export interface WaitingMessages {
  readonly count: number
  /** When the first of them was put into the outbox; undefined if there is none. */
  readonly since: Instant | undefined
}

export interface OutboxStore {
  /** Stores a message, to be sent after the transaction. */
  put(message: QueuedMessage): Promise<void>
  /** Leases up to `most` messages that are due, the longest waiting first. */
  lease(holder: string, most: number, now: Instant, until: Instant): Promise<readonly LeasedMessage[]>
  /** Extends a lease. */
  renew(id: string, holder: string, until: Instant): Promise<void>
  /** Ends a lease; the message is due again at `dueAt`. Does nothing if another process has leased it since. */
  postpone(id: string, holder: string, dueAt: Instant): Promise<void>
  /** Ends a lease for good. Returns false if another process has leased the message since. */
  giveUp(id: string, holder: string, now: Instant): Promise<boolean>
  /** Removes a message that was sent. */
  remove(id: string): Promise<void>
  /** The messages that were given up, the newest first. */
  failed(limit: number): Promise<readonly FailedMessage[]>
  waiting(): Promise<WaitingMessages>
  deleteFailedBefore(before: Instant): Promise<number>
}
