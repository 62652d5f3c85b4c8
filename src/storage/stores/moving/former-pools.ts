import type { FormerPool } from '../../../domain/moving/former-pool.ts'
import type { FormerPoolStore } from '../../../domain/moving/former-pool-store.ts'
import type { Queries } from '../../driver/database.ts'
import type { Vault } from '../../vault.ts'

interface FormerPoolRow {
  user_pool_id: string
  region: string
  endpoint: string | null
  client_id: string
  sealed_client_secret: Uint8Array | null
  flow: FormerPool['flow']
}

export function formerPoolStore(queries: Queries, vault: Vault): FormerPoolStore {
  const sealing = vault.forColumn('former_pools', 'sealed_client_secret')

  const toFormerPool = (row: FormerPoolRow): FormerPool => ({
    userPoolId: row.user_pool_id,
    region: row.region,
    endpoint: row.endpoint ?? undefined,
    clientId: row.client_id,
    clientSecret: row.sealed_client_secret
      ? sealing.open(row.sealed_client_secret, row.user_pool_id)
      : undefined,
    flow: row.flow,
  })

  return {
    async find(userPoolId) {
      const row = await queries.first<FormerPoolRow>(
        `select user_pool_id, region, endpoint, client_id, sealed_client_secret, flow
         from former_pools where user_pool_id = $1 and ended_at is null`,
        userPoolId,
      )
      return row && toFormerPool(row)
    },

    async save({ userPoolId, region, endpoint, clientId, clientSecret, flow }) {
      await queries.run(
        `insert into former_pools (user_pool_id, region, endpoint, client_id, sealed_client_secret, flow)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (user_pool_id) do update
         set region = $2, endpoint = $3, client_id = $4, sealed_client_secret = $5, flow = $6, ended_at = null`,
        userPoolId,
        region,
        endpoint ?? null,
        clientId,
        clientSecret === undefined ? null : sealing.seal(clientSecret, userPoolId),
        flow,
      )
    },

    async end(userPoolId, now) {
      const ended = await queries.run(
        'update former_pools set ended_at = $2 where user_pool_id = $1 and ended_at is null',
        userPoolId,
        now,
      )
      return ended === 1
    },

    async reopen(userPoolId) {
      const reopened = await queries.run(
        'update former_pools set ended_at = null where user_pool_id = $1 and ended_at is not null',
        userPoolId,
      )
      return reopened === 1
    },

    async delete(userPoolId) {
      return (await queries.run('delete from former_pools where user_pool_id = $1', userPoolId)) === 1
    },

    async countWithoutPassword(userPoolId) {
      const row = await queries.first<{ users: number }>(
        `select count(*) as users from users u
         left join user_credentials c on c.user_pool_id = u.user_pool_id and c.sub = u.sub
         where u.user_pool_id = $1 and u.status <> 'EXTERNAL_PROVIDER' 
           and c.sealed_password is null and c.sealed_foreign_password is null`,
        userPoolId,
      )
      return row?.users ?? 0
    },
  }
}
