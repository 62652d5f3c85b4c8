import type { Instant } from '../../kernel/clock.ts'
import type { AuditEvent } from './audit-event.ts'

export interface AuditEventPage {
  readonly limit: number
  /** Only events at this instant or later. */
  readonly since?: Instant | undefined
  readonly eventName?: string | undefined
  /** The last event of the page before. */
  readonly after?: { readonly occurredAt: Instant; readonly id: string } | undefined
}

/** Append-only: there is no way to change or remove a record here. */
export interface AuditEventStore {
  append(event: AuditEvent): Promise<void>
  /** In the order of their time; those of one millisecond in the order in which they were appended. */
  list(page: AuditEventPage): Promise<readonly AuditEvent[]>
}
