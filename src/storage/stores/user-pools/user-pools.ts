import { isDeepStrictEqual } from 'node:util'
import type { UserPool } from '../../../domain/user-pools/user-pool.ts'
import type { UserPoolStore } from '../../../domain/user-pools/user-pool-store.ts'
import type { StoreTools } from '../../store-tools.ts'
import { forRows, placeholders } from '../row-runs.ts'
import { userPoolOf } from './kept-user-pools.ts'
import { schemaText, USER_POOL_COLUMNS } from './user-pool-rows.ts'

interface RevisionRow {
  id: string
  revision: string
}

const FIND_REVISION = 'select id, revision from user_pools where id = $1'

/** The contract limits how many attributes a request can add. */
const insertAttributes = forRows(
  (rows) =>
    `insert into user_pool_added_attributes (user_pool_id, position, definition) values ${placeholders(rows, 3)}`,
)

export function userPoolStore(tools: StoreTools): UserPoolStore {
  const { queries, entropy, caches, transaction } = tools

  async function at(sql: string, id: string): Promise<UserPool | undefined> {
    const row = await queries.first<RevisionRow>(sql, id)
    return row && userPoolOf(tools, id, row.revision)
  }

  async function saveWhole(pool: UserPool): Promise<void> {
    await queries.run(
      `update user_pools
       set name = $2, attribute_schema = $3, settings = $4, tags = $5, modified_at = $6, revision = $7
       where id = $1`,
      pool.id,
      pool.name,
      schemaText(pool.schema),
      JSON.stringify(pool.settings),
      JSON.stringify(pool.tags),
      pool.modifiedAt,
      entropy.uuid(),
    )
    await queries.run('delete from user_pool_added_attributes where user_pool_id = $1', pool.id)
  }

  /** Leaves the pool's own, long row unchanged. */
  async function saveAdded(before: UserPool, { schema, modifiedAt }: UserPool): Promise<void> {
    const pool = { ...before, schema, modifiedAt }
    const first = before.schema.length
    const added = schema.slice(first)
    await queries.run(
      insertAttributes(added.length),
      ...added.flatMap((attribute, i) => [pool.id, first + i, JSON.stringify(attribute)]),
    )
    const revision = entropy.uuid()
    await queries.run(
      'update user_pools set modified_at = $2, revision = $3 where id = $1',
      pool.id,
      modifiedAt,
      revision,
    )
    caches.userPools.keep(revision, pool) // no effect if the transaction fails: then no row has this revision
  }

  return {
    async insert(pool) {
      await queries.run(
        `insert into user_pools (${USER_POOL_COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        pool.id,
        pool.region,
        pool.name,
        schemaText(pool.schema),
        JSON.stringify(pool.settings),
        JSON.stringify(pool.tags),
        pool.createdAt,
        pool.modifiedAt,
        entropy.uuid(),
      )
    },

    find: (id) => at(FIND_REVISION, id),
    async lock(id) {
      const pool = await at(`${FIND_REVISION}${queries.forUpdate}`, id)
      if (pool) transaction?.lockedPools.set(id, pool)
      return pool
    },

    save(pool) {
      const before = transaction?.lockedPools.get(pool.id)
      transaction?.lockedPools.delete(pool.id)
      return before && onlyAddsAttributes(before, pool) ? saveAdded(before, pool) : saveWhole(pool)
    },

    async delete(id) {
      await queries.run('delete from user_pools where id = $1', id)
    },

    async list({ region, limit, after = '' }) {
      const rows = await queries.all<RevisionRow>(
        'select id, revision from user_pools where region = $1 and id > $2 order by id limit $3',
        region,
        after,
        limit,
      )
      const pools: UserPool[] = []
      for (const { id, revision } of rows) {
        const pool = await userPoolOf(tools, id, revision)
        if (pool) pools.push(pool)
      }
      return pools
    },

    async countInRegion(region) {
      const row = await queries.first<{ pools: number }>(
        'select count(*) as pools from user_pools where region = $1',
        region,
      )
      return row?.pools ?? 0
    },

    async countUsers(id) {
      const row = await queries.first<{ users: number }>(
        'select cast(coalesce(sum(users), 0) as bigint) as users from user_counts where user_pool_id = $1',
        id,
      )
      return row?.users ?? 0
    },

    async hasActiveImportJob(id) {
      const row = await queries.first(
        `select 1 as found from user_import_jobs
         where user_pool_id = $1 and status in ('Pending', 'InProgress', 'Stopping')`,
        id,
      )
      return row !== undefined
    },
  }
}

/** Whether the columns that `saveWhole` writes stay as they are, and attributes follow those of the schema. */
function onlyAddsAttributes(before: UserPool, pool: UserPool): boolean {
  return (
    pool.schema.length > before.schema.length &&
    pool.name === before.name &&
    isDeepStrictEqual(pool.settings, before.settings) &&
    isDeepStrictEqual(pool.tags, before.tags) &&
    before.schema.every((attribute, i) => isDeepStrictEqual(attribute, pool.schema[i]))
  )
}
