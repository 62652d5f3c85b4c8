import type { ReplicaStore } from '../../../domain/replicas/replica-store.ts'
import type { UserPoolReplica } from '../../../domain/replicas/user-pool-replica.ts'
import type { Queries } from '../../driver/database.ts'

interface ReplicaRow {
  readonly user_pool_id: string
  readonly region: string
  readonly status: UserPoolReplica['status']
  readonly tags: string
  readonly created_at: number
}

const COLUMNS = 'user_pool_id, region, status, tags, created_at'

export function replicaStore(queries: Queries): ReplicaStore {
  return {
    async insert({ userPoolId, region, status, tags, createdAt }) {
      await queries.run(
        `insert into user_pool_replicas (${COLUMNS}) values ($1, $2, $3, $4, $5)`,
        userPoolId,
        region,
        status,
        JSON.stringify(tags),
        createdAt,
      )
    },

    async find(userPoolId, region) {
      const row = await queries.first<ReplicaRow>(
        `select ${COLUMNS} from user_pool_replicas where user_pool_id = $1 and region = $2`,
        userPoolId,
        region,
      )
      return row && toReplica(row)
    },

    async ofPool(userPoolId) {
      const rows = await queries.all<ReplicaRow>(
        `select ${COLUMNS} from user_pool_replicas where user_pool_id = $1 order by region`,
        userPoolId,
      )
      return rows.map(toReplica)
    },

    async ofPools(first, last) {
      const rows = await queries.all<ReplicaRow>(
        `select ${COLUMNS} from user_pool_replicas where user_pool_id >= $1 and user_pool_id <= $2
         order by user_pool_id, region`,
        first,
        last,
      )
      return rows.map(toReplica)
    },

    async setStatus(userPoolId, region, status) {
      await queries.run(
        'update user_pool_replicas set status = $3 where user_pool_id = $1 and region = $2',
        userPoolId,
        region,
        status,
      )
    },

    async setTags(userPoolId, region, tags) {
      await queries.run(
        'update user_pool_replicas set tags = $3 where user_pool_id = $1 and region = $2',
        userPoolId,
        region,
        JSON.stringify(tags),
      )
    },

    async delete(userPoolId, region) {
      await queries.run(
        'delete from user_pool_replicas where user_pool_id = $1 and region = $2',
        userPoolId,
        region,
      )
    },
  }
}

function toReplica(row: ReplicaRow): UserPoolReplica {
  return {
    userPoolId: row.user_pool_id,
    region: row.region,
    status: row.status,
    tags: JSON.parse(row.tags),
    createdAt: row.created_at,
  }
}
