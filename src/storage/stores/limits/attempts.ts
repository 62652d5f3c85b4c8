import type { AttemptWindow } from '../../../domain/limits/attempt-limits.ts'
import type { AttemptStore } from '../../../domain/limits/attempt-store.ts'
import type { Queries } from '../../driver/database.ts'

interface WindowRow {
  started_at: number
  attempts: number
}

export function attemptStore(queries: Queries): AttemptStore {
  return {
    async lock(userPoolId, sub, kind) {
      // Setting the row to its present value locks it; where it isn't there yet, this waits for a concurrent insert.
      const row = await queries.first<WindowRow>(
        `insert into attempt_windows (user_pool_id, sub, kind, started_at, attempts) values ($1, $2, $3, 0, 0)
         on conflict (user_pool_id, sub, kind) do update set attempts = attempt_windows.attempts
         returning started_at, attempts`,
        userPoolId,
        sub,
        kind,
      )
      return toWindow(row)
    },

    async find(userPoolId, sub, kind) {
      const row = await queries.first<WindowRow>(
        'select started_at, attempts from attempt_windows where user_pool_id = $1 and sub = $2 and kind = $3',
        userPoolId,
        sub,
        kind,
      )
      return toWindow(row)
    },

    async save(userPoolId, sub, kind, window) {
      await queries.run(
        `insert into attempt_windows (user_pool_id, sub, kind, started_at, attempts) values ($1, $2, $3, $4, $5)
         on conflict (user_pool_id, sub, kind) do update set started_at = $4, attempts = $5`,
        userPoolId,
        sub,
        kind,
        window.startedAt,
        window.attempts,
      )
    },

    deleteOlder: (before) => queries.run('delete from attempt_windows where started_at < $1', before),
  }
}

function toWindow(row: WindowRow | undefined): AttemptWindow | undefined {
  return row?.attempts ? { startedAt: row.started_at, attempts: row.attempts } : undefined
}
