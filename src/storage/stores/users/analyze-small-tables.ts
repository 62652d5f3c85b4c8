import type { Queries } from '../../driver/database.ts'

/** Beyond it a table that doubles changes no plan, and PostgreSQL looks at it by itself in time. */
const SMALL = 20_000

/**
 * PostgreSQL plans by what it knows of a table, and keeps the plan. Of a new one it knows nothing for a minute: a plan
 * that reads all users of a pool seems as good then as one that finds a name by its index. This has it look at the
 * tables of users now. SQLite always prefers the index that fits best.
 */
export async function analyzeSmallTables(queries: Queries): Promise<void> {
  if (queries.dialect === 'sqlite') return
  const row = await queries.first<{ users: number }>(
    "select cast(reltuples as bigint) as users from pg_class where oid = to_regclass('users')",
  )
  if (row && row.users < SMALL) await queries.run('analyze users, user_aliases, user_credentials')
}
