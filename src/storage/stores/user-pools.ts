import type { UserPoolStore } from '../../domain/user-pools/user-pool-store.ts'
import type { Queries } from '../driver/database.ts'
import { schemaText, toUserPool, USER_POOL_COLUMNS, type UserPoolRow } from './user-pool-rows.ts'

const FIND = `select ${USER_POOL_COLUMNS} from user_pools where id = $1`

export function userPoolStore(queries: Queries): UserPoolStore {
  return {
    async insert(pool) {
      await queries.run(
        `insert into user_pools (${USER_POOL_COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
        pool.id,
        pool.region,
        pool.name,
        schemaText(pool.schema),
        JSON.stringify(pool.settings),
        JSON.stringify(pool.tags),
        pool.createdAt,
        pool.modifiedAt,
      )
    },

    async find(id) {
      const row = await queries.first<UserPoolRow>(FIND, id)
      return row && toUserPool(row)
    },

    async lock(id) {
      const row = await queries.first<UserPoolRow>(`${FIND}${queries.forUpdate}`, id)
      return row && toUserPool(row)
    },

    async save(pool) {
      await queries.run(
        `update user_pools set name = $2, attribute_schema = $3, settings = $4, tags = $5, modified_at = $6
         where id = $1`,
        pool.id,
        pool.name,
        schemaText(pool.schema),
        JSON.stringify(pool.settings),
        JSON.stringify(pool.tags),
        pool.modifiedAt,
      )
    },

    async saveSchema({ id, schema, modifiedAt }) {
      await queries.run(
        'update user_pools set attribute_schema = $2, modified_at = $3 where id = $1',
        id,
        schemaText(schema),
        modifiedAt,
      )
    },

    async delete(id) {
      await queries.run('delete from user_pools where id = $1', id)
    },

    async list({ region, limit, after = '' }) {
      const rows = await queries.all<UserPoolRow>(
        `select ${USER_POOL_COLUMNS} from user_pools where region = $1 and id > $2 order by id limit $3`,
        region,
        after,
        limit,
      )
      return rows.map(toUserPool)
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
