import type { RiskConfiguration } from '../../../domain/threat-protection/risk-configuration.ts'
import type { RiskConfigurationStore } from '../../../domain/threat-protection/risk-configuration-store.ts'
import type { Queries } from '../../driver/database.ts'

interface RiskConfigurationRow {
  readonly configuration: string
  readonly modified_at: number
}

const COLUMNS = 'configuration, modified_at'

export function riskConfigurationStore(queries: Queries): RiskConfigurationStore {
  return {
    async find(userPoolId, clientId = '') {
      const row = await queries.first<RiskConfigurationRow>(
        `select ${COLUMNS} from risk_configurations where user_pool_id = $1 and coalesce(client_id, '') = $2`,
        userPoolId,
        clientId,
      )
      return row && toRiskConfiguration(row)
    },

    async findInForce(userPoolId, clientId) {
      const row = await queries.first<RiskConfigurationRow>(
        `select ${COLUMNS} from risk_configurations
         where user_pool_id = $1 and coalesce(client_id, '') in ('', $2)
         order by coalesce(client_id, '') desc limit 1`,
        userPoolId,
        clientId,
      )
      return row && toRiskConfiguration(row)
    },

    async save(userPoolId, clientId, { modifiedAt, ...configuration }) {
      const text = JSON.stringify(configuration)
      // CockroachDB takes no expression as the target of a conflict.
      const added = await queries.run(
        `insert into risk_configurations (user_pool_id, client_id, ${COLUMNS}) values ($1, $2, $3, $4)
         on conflict do nothing`,
        userPoolId,
        clientId ?? null,
        text,
        modifiedAt,
      )
      if (added > 0) return
      await queries.run(
        `update risk_configurations set configuration = $3, modified_at = $4
         where user_pool_id = $1 and coalesce(client_id, '') = $2`,
        userPoolId,
        clientId ?? '',
        text,
        modifiedAt,
      )
    },

    async delete(userPoolId, clientId) {
      await queries.run(
        `delete from risk_configurations where user_pool_id = $1 and coalesce(client_id, '') = $2`,
        userPoolId,
        clientId ?? '',
      )
    },
  }
}

function toRiskConfiguration({ configuration, modified_at }: RiskConfigurationRow): RiskConfiguration {
  return { ...JSON.parse(configuration), modifiedAt: modified_at }
}
