import type { UserPool } from '../../../domain/user-pools/user-pool.ts'
import { setBounded } from '../../../kernel/set-bounded.ts'
import type { Queries } from '../../driver/database.ts'
import { toUserPool, USER_POOL_COLUMNS, type UserPoolRow } from './user-pool-rows.ts'

const MOST_KEPT = 1000

/**
 * Every request needs its pool, which seldom changes and is long: it is kept in memory, and only its revision is read.
 * A revision is used once and for one pool, so it tells whether what is kept is what is stored, whoever changed it.
 */
const kept = new Map<string, UserPool>()

/** What is kept so is shared, and never changed. */
export function keepUserPool(revision: string, pool: UserPool): void {
  setBounded(kept, MOST_KEPT, revision, pool)
}

/** A pool whose revision has just been read; as it is by now if it is not kept, or undefined if it is gone. */
export async function userPoolOf(
  queries: Queries,
  id: string,
  revision: string,
): Promise<UserPool | undefined> {
  const known = kept.get(revision)
  if (known) return known
  const [row, ...added] = await queries.all<UserPoolRow & { definition: string }>(READ, id)
  if (!row?.id) return undefined
  const pool = toUserPool(
    row,
    added.map(({ definition }) => definition),
  )
  keepUserPool(row.revision, pool)
  return pool
}

/** The pool and then its added attributes, in one statement: they have to belong together. */
const READ = `
  select -1 as place, ${USER_POOL_COLUMNS}, '' as definition from user_pools where id = $1
  union all
  select position, ${USER_POOL_COLUMNS.replace(/\w+/g, 'null')}, definition
    from user_pool_added_attributes where user_pool_id = $1
  order by place`
