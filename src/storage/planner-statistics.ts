import type { Database } from './driver/database.ts'

export interface PlannerStatistics {
  /** To be called when a transaction that added this many users at once has committed. Never rejects. */
  cover(users: number): Promise<void>
}

/** A larger table that doubles changes no plan, and PostgreSQL analyses it soon enough by itself. */
const SMALL = 20_000

const ANALYZED_USERS =
  "select cast(reltuples as bigint) as users from pg_class where oid = to_regclass('users')"

/**
 * Keeps the statistics that PostgreSQL plans by in step with a table of users that grows fast. PostgreSQL itself looks
 * at a new table only after a minute. Until then, reading all users of a pool seems as cheap as finding one by an index,
 * and connections keep the plans that they once made. So this analyses the tables of users each time their number has
 * doubled. SQLite always prefers the index that fits best.
 */
export function plannerStatistics(database: Database): PlannerStatistics {
  let analyzed = 0
  let added = 0

  /** Returns how many users the statistics now cover. */
  async function analyze(): Promise<number> {
    const before = await database.first<{ users: number }>(ANALYZED_USERS)
    if (!before || before.users >= SMALL) return Number.POSITIVE_INFINITY
    await database.run('analyze users, user_aliases, user_credentials')
    return (await database.first<{ users: number }>(ANALYZED_USERS))?.users ?? 0
  }

  return {
    async cover(users) {
      added += users
      if (database.dialect === 'sqlite' || added < analyzed) return
      added = 0
      try {
        analyzed = await analyze()
      } catch {
        // The users are committed, and statistics only make later statements faster: the next call tries again.
        analyzed = 0
      }
    },
  }
}
