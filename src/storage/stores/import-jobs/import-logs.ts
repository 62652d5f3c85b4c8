import type { ImportLogStore } from '../../../domain/import-jobs/import-log-store.ts'
import type { Queries } from '../../driver/database.ts'

export function importLogStore(queries: Queries): ImportLogStore {
  return {
    async append({ userPoolId, id }, { firstLine, entries }) {
      await queries.run(
        `insert into user_import_log_pages (user_pool_id, job_id, first_line, entries) values ($1, $2, $3, $4)`,
        userPoolId,
        id,
        firstLine,
        JSON.stringify(entries),
      )
    },

    async next({ userPoolId, id }, afterLine) {
      const row = await queries.first<{ first_line: number; entries: string }>(
        `select first_line, entries from user_import_log_pages
         where user_pool_id = $1 and job_id = $2 and first_line > $3 order by first_line limit 1`,
        userPoolId,
        id,
        afterLine,
      )
      return row && { firstLine: row.first_line, entries: JSON.parse(row.entries) }
    },
  }
}
