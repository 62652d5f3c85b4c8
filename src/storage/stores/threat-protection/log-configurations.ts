import type { LogConfigurationStore } from '../../../domain/log-delivery/log-configuration-store.ts'
import type { Queries } from '../../driver/database.ts'

export function logConfigurationStore(queries: Queries): LogConfigurationStore {
  return {
    async ofPool(userPoolId) {
      const row = await queries.first<{ configurations: string }>(
        'select configurations from log_configurations where user_pool_id = $1',
        userPoolId,
      )
      return row ? JSON.parse(row.configurations) : []
    },

    async save(userPoolId, configurations) {
      await queries.run(
        `insert into log_configurations (user_pool_id, configurations) values ($1, $2)
         on conflict (user_pool_id) do update set configurations = $2`,
        userPoolId,
        JSON.stringify(configurations),
      )
    },
  }
}
