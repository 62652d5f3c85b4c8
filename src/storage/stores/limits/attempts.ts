import type { AttemptStore } from '../../../domain/limits/attempt-store.ts'
import type { Queries } from '../../driver/database.ts'

export function attemptStore(queries: Queries): AttemptStore {
  return {
    async lock(userPoolId, sub, kind) {
      const row = await queries.first<{ started_at: number; attempts: number }>(
        `select started_at, attempts from attempt_windows
         where user_pool_id = $1 and sub = $2 and kind = $3${queries.forUpdate}`,
        userPoolId,
        sub,
        kind,
      )
      return row && { startedAt: row.started_at, attempts: row.attempts }
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
