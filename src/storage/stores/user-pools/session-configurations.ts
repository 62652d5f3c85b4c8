import type { PoolSessionConfiguration } from '../../../domain/sessions/session-configuration.ts'
import type { SessionConfigurationStore } from '../../../domain/sessions/session-configuration-store.ts'
import type { Queries } from '../../driver/database.ts'

interface PoolConfigurationRow {
  readonly tracking: PoolSessionConfiguration['userSessionTracking'] | null
  readonly max_per_user: number | null
}

/** Undefined where the columns of the outer join are null. */
export function toSessionConfiguration({
  tracking,
  max_per_user: maxPerUser,
}: PoolConfigurationRow): PoolSessionConfiguration | undefined {
  if (tracking === null || maxPerUser === null) return undefined
  return { userSessionTracking: tracking, maxPerUser }
}

export function sessionConfigurationStore(queries: Queries): SessionConfigurationStore {
  return {
    async ofPool(userPoolId) {
      const row = await queries.first<PoolConfigurationRow>(
        'select tracking, max_per_user from user_pool_session_configurations where user_pool_id = $1',
        userPoolId,
      )
      return row && toSessionConfiguration(row)
    },

    async setOfPool(userPoolId, { userSessionTracking, maxPerUser }) {
      await queries.run(
        `insert into user_pool_session_configurations (user_pool_id, tracking, max_per_user) values ($1, $2, $3)
         on conflict (user_pool_id) do update set tracking = $2, max_per_user = $3`,
        userPoolId,
        userSessionTracking,
        maxPerUser,
      )
    },

    async ofClient(clientId) {
      const row = await queries.first<{ max_validity_minutes: number }>(
        'select max_validity_minutes from client_session_configurations where client_id = $1',
        clientId,
      )
      return row && { maxValidityMinutes: row.max_validity_minutes }
    },

    async setOfClient(clientId, { maxValidityMinutes }) {
      await queries.run(
        `insert into client_session_configurations (client_id, max_validity_minutes) values ($1, $2)
         on conflict (client_id) do update set max_validity_minutes = $2`,
        clientId,
        maxValidityMinutes,
      )
    },
  }
}
