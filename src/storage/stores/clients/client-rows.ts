import type { UserPoolClient } from '../../../domain/clients/user-pool-client.ts'

export interface ClientRow {
  id: string
  user_pool_id: string
  name: string
  client_type: 'REGULAR' | 'DCR'
  settings: string
  created_at: number
  modified_at: number
  revision: string
}

export const CLIENT_COLUMNS =
  'id, user_pool_id, name, client_type, settings, created_at, modified_at, revision'

export const FIND_CLIENT = `select ${CLIENT_COLUMNS} from user_pool_clients where id = $1`

export function toClient(row: ClientRow): UserPoolClient {
  return {
    id: row.id,
    userPoolId: row.user_pool_id,
    name: row.name,
    clientType: row.client_type,
    settings: JSON.parse(row.settings),
    createdAt: row.created_at,
    modifiedAt: row.modified_at,
  }
}
