import type { LeasedLogEntry, LogQueueStore } from '../../../domain/log-delivery/log-queue-store.ts'
import type { Queries } from '../../driver/database.ts'

interface LogQueueRow {
  readonly id: string
  readonly user_pool_id: string
  readonly arn: string
  readonly queued_at: number
  readonly attempts: number
  readonly entry: string
}

export function logQueueStore(queries: Queries): LogQueueStore {
  return {
    async put({ id, userPoolId, arn, at, text }) {
      await queries.run(
        `insert into log_queue (id, user_pool_id, arn, queued_at, due_at, attempts, entry)
         values ($1, $2, $3, $4, $4, 0, $5)`,
        id,
        userPoolId,
        arn,
        at,
        text,
      )
    },

    async lease(most, now, until) {
      const due = await queries.all<{ id: string }>(
        'select id from log_queue where due_at <= $1 order by due_at, id limit $2',
        now,
        most,
      )
      const leased: LeasedLogEntry[] = []
      for (const { id } of due) {
        const row = await queries.first<LogQueueRow>(
          `update log_queue set due_at = $3, attempts = attempts + 1 where id = $1 and due_at <= $2
           returning id, user_pool_id, arn, queued_at, attempts, entry`,
          id,
          now,
          until,
        )
        if (row) leased.push(toEntry(row))
      }
      return leased
    },

    async postpone(ids, dueAt) {
      for (const id of ids) await queries.run('update log_queue set due_at = $2 where id = $1', id, dueAt)
    },

    async remove(ids) {
      for (const id of ids) await queries.run('delete from log_queue where id = $1', id)
    },
  }
}

function toEntry({ id, user_pool_id, arn, queued_at, attempts, entry }: LogQueueRow): LeasedLogEntry {
  return { id, userPoolId: user_pool_id, arn, at: queued_at, attempts, text: entry }
}
