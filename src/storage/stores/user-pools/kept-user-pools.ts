import type { UserPool } from '../../../domain/user-pools/user-pool.ts'
import type { StoreTools } from '../../store-tools.ts'
import { toUserPool, USER_POOL_COLUMNS, type UserPoolRow } from './user-pool-rows.ts'

/**
 * The pool whose revision was just read: from memory, or else read again, or undefined if it no longer exists. Every
 * request needs its pool, which is large and seldom changes, so pools are kept in memory and only their revision is
 * read.
 */
export async function userPoolOf(
  { queries, caches }: StoreTools,
  id: string,
  revision: string,
): Promise<UserPool | undefined> {
  const known = caches.userPools.get(revision)
  if (known) return known
  const [row, ...added] = await queries.all<UserPoolRow & { definition: string }>(READ, id)
  if (!row?.id) return undefined
  const pool = toUserPool(
    row,
    added.map(({ definition }) => definition),
  )
  caches.userPools.keep(row.revision, pool)
  return pool
}

/** A null for each column of the pool, for the rows of added attributes. */
const NOTHING = USER_POOL_COLUMNS.split(', ').fill('null').join(', ')

/** The pool and then its added attributes, in one statement, so that they are consistent. */
const READ = `
  select -1 as place, ${USER_POOL_COLUMNS}, '' as definition from user_pools where id = $1
  union all
  select position, ${NOTHING}, definition
    from user_pool_added_attributes where user_pool_id = $1
  order by place`
