import type { ClientStore } from '../../../domain/clients/client-store.ts'
import type { ClientSecret } from '../../../domain/clients/user-pool-client.ts'
import type { StoreTools } from '../../store-tools.ts'
import { CLIENT_COLUMNS, type ClientRow, FIND_CLIENT, toClient } from './client-rows.ts'

interface SecretRow {
  client_id: string
  id: string
  sealed_value: Uint8Array
  created_at: number
}

export function clientStore({ queries, vault, entropy }: StoreTools): ClientStore {
  const sealing = vault.forColumn('client_secrets', 'sealed_value')

  const toSecret = (row: SecretRow): ClientSecret => ({
    id: row.id,
    clientId: row.client_id,
    value: sealing.open(row.sealed_value, row.client_id, row.id),
    createdAt: row.created_at,
  })

  return {
    async insert(client) {
      await queries.run(
        `insert into user_pool_clients (${CLIENT_COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
        client.id,
        client.userPoolId,
        client.name,
        client.clientType,
        JSON.stringify(client.settings),
        client.createdAt,
        client.modifiedAt,
        entropy.uuid(),
      )
    },

    async find(id) {
      const row = await queries.first<ClientRow>(FIND_CLIENT, id)
      return row && toClient(row)
    },

    async lock(id) {
      const row = await queries.first<ClientRow>(`${FIND_CLIENT}${queries.forUpdate}`, id)
      return row && toClient(row)
    },

    async save(client) {
      await queries.run(
        'update user_pool_clients set name = $2, settings = $3, modified_at = $4, revision = $5 where id = $1',
        client.id,
        client.name,
        JSON.stringify(client.settings),
        client.modifiedAt,
        entropy.uuid(),
      )
    },

    async delete(id) {
      await queries.run('delete from user_pool_clients where id = $1', id)
    },

    async list({ userPoolId, limit, after = '', clientType }) {
      const rows = await queries.all<ClientRow>(
        `select ${CLIENT_COLUMNS} from user_pool_clients
         where user_pool_id = $1 and id > $2 and ($3 = '' or client_type = $3) order by id limit $4`,
        userPoolId,
        after,
        clientType ?? '',
        limit,
      )
      return rows.map(toClient)
    },

    async countInPool(userPoolId) {
      const row = await queries.first<{ clients: number }>(
        'select count(*) as clients from user_pool_clients where user_pool_id = $1',
        userPoolId,
      )
      return row?.clients ?? 0
    },

    async secrets(clientId) {
      const rows = await queries.all<SecretRow>(
        `select client_id, id, sealed_value, created_at from client_secrets
         where client_id = $1 order by created_at, id`,
        clientId,
      )
      return rows.map(toSecret)
    },

    async addSecret(secret) {
      await queries.run(
        'insert into client_secrets (client_id, id, sealed_value, created_at) values ($1, $2, $3, $4)',
        secret.clientId,
        secret.id,
        sealing.seal(secret.value, secret.clientId, secret.id),
        secret.createdAt,
      )
    },

    async deleteSecret(clientId, secretId) {
      const deleted = await queries.run(
        'delete from client_secrets where client_id = $1 and id = $2',
        clientId,
        secretId,
      )
      return deleted === 1
    },
  }
}
