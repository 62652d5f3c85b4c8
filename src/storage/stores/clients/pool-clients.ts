import type { PoolClientStore } from '../../../domain/pool-clients/pool-client-store.ts'
import type { StoreTools } from '../../store-tools.ts'
import { userPoolOf } from '../user-pools/kept-user-pools.ts'
import { toSessionConfiguration } from '../user-pools/session-configurations.ts'
import { clientOf } from './kept-clients.ts'

/** A client that has secrets in a row for each, in any order. */
const FIND = `
  select c.user_pool_id, c.revision, p.revision as pool_revision, t.tracking, t.max_per_user,
    s.id as secret_id, s.sealed_value
  from user_pool_clients c join user_pools p on p.id = c.user_pool_id
    left join user_pool_session_configurations t on t.user_pool_id = p.id
    left join client_secrets s on s.client_id = c.id
  where c.id = $1`

interface ClientWithPoolRow {
  user_pool_id: string
  revision: string
  pool_revision: string
  tracking: 'ENABLED' | 'DISABLED' | null
  max_per_user: number | null
  secret_id: string | null
  sealed_value: Uint8Array
}

export function poolClientStore(tools: StoreTools): PoolClientStore {
  const sealing = tools.vault.forColumn('client_secrets', 'sealed_value')

  return {
    async find(id) {
      const rows = await tools.queries.all<ClientWithPoolRow>(FIND, id)
      const [row] = rows
      if (!row) return undefined
      const sealed = rows.flatMap(({ secret_id, sealed_value }) =>
        secret_id === null ? [] : [{ id: secret_id, sealed: sealed_value }],
      )
      const pool = await userPoolOf(tools, row.user_pool_id, row.pool_revision)
      const kept = await clientOf(tools, sealing, id, row.revision, sealed)
      if (!pool || !kept) return undefined
      const { client, secrets } = kept
      return { client, pool, sessionConfiguration: toSessionConfiguration(row), secrets }
    },
  }
}
