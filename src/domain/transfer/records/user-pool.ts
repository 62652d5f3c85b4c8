import type { LogConfiguration } from '../../log-delivery/log-configuration.ts'
import type { FormerPool } from '../../moving/former-pool.ts'
import type { PoolSchema } from '../../schema/attribute-definition.ts'
import type { PoolSessionConfiguration } from '../../sessions/session-configuration.ts'
import type { RiskConfiguration } from '../../threat-protection/risk-configuration.ts'
import type { UserPoolSettings } from '../../user-pools/settings/user-pool-settings.ts'
import type { Tags } from '../../user-pools/user-pool.ts'
import { DATES, type Dates, type PoolRecordKind } from './record-kind.ts'

export interface UserPoolRecord extends Dates {
  readonly type: 'user-pool'
  readonly id: string
  readonly region: string
  readonly name: string
  readonly schema: PoolSchema
  readonly settings: UserPoolSettings
  readonly tags: Tags
  readonly sessionConfiguration?: PoolSessionConfiguration | undefined
  readonly riskConfiguration?: RiskConfiguration | undefined
  readonly logConfigurations?: readonly LogConfiguration[] | undefined
  readonly formerPool?: Omit<FormerPool, 'userPoolId'> | undefined
}

export const userPoolRecords: PoolRecordKind<UserPoolRecord> = {
  members: {
    id: 'text',
    region: 'text',
    name: 'text',
    schema: 'list',
    settings: 'object',
    tags: 'object',
    sessionConfiguration: 'object?',
    riskConfiguration: 'object?',
    logConfigurations: 'list?',
    formerPool: 'object?',
    ...DATES,
  },

  named: ({ id }) => `user pool ${id}`,

  async *of(stores, { id, region, name, schema, settings, tags, createdAt, modifiedAt }) {
    const former = await stores.formerPools.find(id)
    const logs = await stores.logConfigurations.ofPool(id)
    yield {
      type: 'user-pool',
      id,
      region,
      name,
      schema,
      settings,
      tags,
      sessionConfiguration: await stores.sessionConfigurations.ofPool(id),
      riskConfiguration: await stores.riskConfigurations.find(id),
      logConfigurations: logs.length > 0 ? logs : undefined,
      formerPool: former && withoutPool(former),
      createdAt,
      modifiedAt,
    }
  },

  async store(stores, record) {
    const {
      type: _,
      sessionConfiguration,
      riskConfiguration,
      logConfigurations,
      formerPool,
      ...pool
    } = record
    if (await stores.userPools.find(pool.id)) return 'kept'
    await stores.userPools.insert(pool)
    if (sessionConfiguration) await stores.sessionConfigurations.setOfPool(pool.id, sessionConfiguration)
    if (riskConfiguration) await stores.riskConfigurations.save(pool.id, undefined, riskConfiguration)
    if (logConfigurations) await stores.logConfigurations.save(pool.id, logConfigurations)
    if (formerPool) await stores.formerPools.save({ ...formerPool, userPoolId: pool.id })
    return 'made'
  },
}

function withoutPool({ userPoolId: _, ...former }: FormerPool): Omit<FormerPool, 'userPoolId'> {
  return former
}
