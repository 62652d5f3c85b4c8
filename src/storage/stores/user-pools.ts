import { isDeepStrictEqual } from 'node:util'
import type { AttributeDefinition, PoolSchema } from '../../domain/schema/attribute-definition.ts'
import { standardAttribute } from '../../domain/schema/standard-attributes.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { UserPoolStore } from '../../domain/user-pools/user-pool-store.ts'
import { boundedCache } from '../driver/bounded-cache.ts'
import type { Queries } from '../driver/database.ts'

interface UserPoolRow {
  id: string
  region: string
  name: string
  attribute_schema: string
  settings: string
  tags: string
  created_at: number
  modified_at: number
}

const COLUMNS = 'id, region, name, attribute_schema, settings, tags, created_at, modified_at'

export function userPoolStore(queries: Queries): UserPoolStore {
  return {
    async insert(pool) {
      await queries.run(
        `insert into user_pools (${COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
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
      const row = await queries.first<UserPoolRow>(`select ${COLUMNS} from user_pools where id = $1`, id)
      return row && toUserPool(row)
    },

    async lock(id) {
      const row = await queries.first<UserPoolRow>(
        `select ${COLUMNS} from user_pools where id = $1${queries.forUpdate}`,
        id,
      )
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

    async delete(id) {
      await queries.run('delete from user_pools where id = $1', id)
    },

    async list({ region, limit, after = '' }) {
      const rows = await queries.all<UserPoolRow>(
        `select ${COLUMNS} from user_pools where region = $1 and id > $2 order by id limit $3`,
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

function toUserPool(row: UserPoolRow): UserPool {
  return {
    id: row.id,
    region: row.region,
    name: row.name,
    schema: schemaIn(row.attribute_schema),
    settings: settingsIn(row.settings),
    tags: JSON.parse(row.tags),
    createdAt: row.created_at,
    modifiedAt: row.modified_at,
  }
}

const TEXTS_KEPT = 200

// Every request reads its pool, and parsing costs more than reading. What is shared so is never changed.
const schemaIn = boundedCache(TEXTS_KEPT, toSchema)
const settingsIn = boundedCache<UserPool['settings']>(TEXTS_KEPT, (text) => JSON.parse(text))

/** Most attributes of a pool are as in every pool: those are stored by name, which makes the text much shorter. */
type SchemaText = ReadonlyArray<string | AttributeDefinition>

function schemaText(schema: PoolSchema): string {
  const text: SchemaText = schema.map((attribute) => {
    const standard = standardAttribute(attribute.name)
    return attribute === standard || isDeepStrictEqual(attribute, standard) ? attribute.name : attribute
  })
  return JSON.stringify(text)
}

function toSchema(text: string): PoolSchema {
  return (JSON.parse(text) as SchemaText).map((attribute) => {
    const found = typeof attribute === 'string' ? standardAttribute(attribute) : attribute
    if (!found) throw new Error('A pool is stored with an attribute that no pool has')
    return found
  })
}
