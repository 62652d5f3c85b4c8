import type { AuditEvent } from '../../../domain/audit/audit-event.ts'
import type { AuditEventStore } from '../../../domain/audit/audit-event-store.ts'
import type { Queries } from '../../driver/database.ts'

interface AuditEventRow {
  id: string
  occurred_at: number
  region: string
  event_name: string
  user_pool_id: string | null
  record: string
}

export function auditEventStore(queries: Queries): AuditEventStore {
  return {
    async append(event) {
      await queries.run(
        `insert into audit_events (id, occurred_at, region, event_name, user_pool_id, record)
         values ($1, $2, $3, $4, $5, $6)`,
        event.id,
        event.occurredAt,
        event.region,
        event.eventName,
        event.userPoolId ?? null,
        JSON.stringify(event.record),
      )
    },

    async list({ limit, since = 0, eventName = '', after = { occurredAt: -1, id: '' } }) {
      const rows = await queries.all<AuditEventRow>(
        `select id, occurred_at, region, event_name, user_pool_id, record from audit_events
         where occurred_at >= $1 and ($2 = '' or event_name = $2)
           and (occurred_at > $3 or (occurred_at = $3 and sequence >
             (select sequence from audit_events where occurred_at = $3 and id = $4)))
         order by occurred_at, sequence limit $5`,
        since,
        eventName,
        after.occurredAt,
        after.id,
        limit,
      )
      return rows.map(toAuditEvent)
    },

    deleteBefore: (instant, limit) =>
      queries.run(
        `delete from audit_events where sequence in
           (select sequence from audit_events where occurred_at < $1 order by occurred_at, id limit $2)`,
        instant,
        limit,
      ),
  }
}

function toAuditEvent(row: AuditEventRow): AuditEvent {
  return {
    id: row.id,
    occurredAt: row.occurred_at,
    region: row.region,
    eventName: row.event_name,
    ...(row.user_pool_id !== null && { userPoolId: row.user_pool_id }),
    record: JSON.parse(row.record),
  }
}
