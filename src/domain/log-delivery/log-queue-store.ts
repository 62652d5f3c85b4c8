import type { Instant } from '../../kernel/clock.ts'
import type { LogText } from './log-gateway.ts'

/** An entry on its way to a destination. */
export interface QueuedLogEntry extends LogText {
  readonly userPoolId: string
  readonly arn: string
}

/** An entry that a process is delivering; others leave it alone until the lease ends. */
export interface LeasedLogEntry extends QueuedLogEntry {
  /** Including the present one. */
  readonly attempts: number
}

export interface LogQueueStore {
  put(entry: QueuedLogEntry): Promise<void>
  /** Leases up to `most` entries that are due, the longest waiting first. */
  lease(most: number, now: Instant, until: Instant): Promise<readonly LeasedLogEntry[]>
  /** Makes entries due again at `dueAt`. */
  postpone(ids: readonly string[], dueAt: Instant): Promise<void>
  remove(ids: readonly string[]): Promise<void>
}
