import type { ResourceServer } from '../../../domain/resource-servers/resource-server.ts'
import type { ResourceServerStore } from '../../../domain/resource-servers/resource-server-store.ts'
import type { Queries } from '../../driver/database.ts'

interface ResourceServerRow {
  user_pool_id: string
  identifier: string
  name: string
  scopes: string
  created_at: number
  modified_at: number
}

const COLUMNS = 'user_pool_id, identifier, name, scopes, created_at, modified_at'

export function resourceServerStore(queries: Queries): ResourceServerStore {
  async function read(
    userPoolId: string,
    identifier: string,
    lock: string,
  ): Promise<ResourceServer | undefined> {
    const row = await queries.first<ResourceServerRow>(
      `select ${COLUMNS} from resource_servers where user_pool_id = $1 and identifier = $2${lock}`,
      userPoolId,
      identifier,
    )
    return row && toResourceServer(row)
  }

  return {
    async insert(server) {
      const inserted = await queries.first(
        `insert into resource_servers (${COLUMNS}) values ($1, $2, $3, $4, $5, $6)
         on conflict do nothing returning identifier`,
        server.userPoolId,
        server.identifier,
        server.name,
        JSON.stringify(server.scopes),
        server.createdAt,
        server.modifiedAt,
      )
      return inserted !== undefined
    },

    find: (userPoolId, identifier) => read(userPoolId, identifier, ''),
    lock: (userPoolId, identifier) => read(userPoolId, identifier, queries.forUpdate),

    async save(server) {
      await queries.run(
        `update resource_servers set name = $3, scopes = $4, modified_at = $5
         where user_pool_id = $1 and identifier = $2`,
        server.userPoolId,
        server.identifier,
        server.name,
        JSON.stringify(server.scopes),
        server.modifiedAt,
      )
    },

    async delete(userPoolId, identifier) {
      const deleted = await queries.run(
        'delete from resource_servers where user_pool_id = $1 and identifier = $2',
        userPoolId,
        identifier,
      )
      return deleted === 1
    },

    async list(userPoolId, limit, after = '') {
      const rows = await queries.all<ResourceServerRow>(
        `select ${COLUMNS} from resource_servers
         where user_pool_id = $1 and identifier > $2 order by identifier limit $3`,
        userPoolId,
        after,
        limit,
      )
      return rows.map(toResourceServer)
    },

    async countInPool(userPoolId) {
      const row = await queries.first<{ found: number }>(
        'select count(*) as found from resource_servers where user_pool_id = $1',
        userPoolId,
      )
      return row?.found ?? 0
    },

    async scopesOf(userPoolId, identifiers) {
      if (identifiers.length === 0) return []
      const places = identifiers.map((_, index) => `$${index + 2}`).join(', ')
      const rows = await queries.all<Pick<ResourceServerRow, 'identifier' | 'scopes'>>(
        `select identifier, scopes from resource_servers where user_pool_id = $1 and identifier in (${places})`,
        userPoolId,
        ...identifiers,
      )
      return rows.map(({ identifier, scopes }) => ({ identifier, scopes: JSON.parse(scopes) }))
    },
  }
}

function toResourceServer(row: ResourceServerRow): ResourceServer {
  return {
    userPoolId: row.user_pool_id,
    identifier: row.identifier,
    name: row.name,
    scopes: JSON.parse(row.scopes),
    createdAt: row.created_at,
    modifiedAt: row.modified_at,
  }
}
