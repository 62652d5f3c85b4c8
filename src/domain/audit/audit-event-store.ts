import type { Instant } from '../../kernel/clock.ts'
import type { AuditEvent } from './audit-event.ts'

export interface AuditEventPage {
  readonly limit: number
  /** Only events at or after this instant. */
  readonly since?: Instant | undefined
  readonly eventName?: string | undefined
  /** The last event of the previous page. */
  readonly after?: { readonly occurredAt: Instant; readonly id: string } | undefined
}

/** Append-only: records cannot be changed, and only removed by their age. */
export interface AuditEventStore {
  append(event: AuditEvent): Promise<void>
  /** In the order of their time; events of the same millisecond in the order in which they were appended. */
  list(page: AuditEventPage): Promise<readonly AuditEvent[]>
  /** Deletes at most `limit` events before this instant, the oldest first, and returns how many. */
  deleteBefore(instant: Instant, limit: number): Promise<number>
}
