import { clientsOfPool } from '../../clients/clients-of-pool.ts'
import type { ClientSettings } from '../../clients/user-pool-client.ts'
import type { ClientSessionConfiguration } from '../../sessions/session-configuration.ts'
import type { RiskConfiguration } from '../../threat-protection/risk-configuration.ts'
import { poolOf } from './pool-of.ts'
import { DATES, type Dates, type PoolRecordKind } from './record-kind.ts'

export interface ClientRecord extends Dates {
  readonly type: 'client'
  readonly userPoolId: string
  readonly id: string
  readonly name: string
  readonly clientType: 'REGULAR' | 'DCR'
  readonly settings: ClientSettings
  readonly secrets: ReadonlyArray<{ readonly id: string; readonly value: string; readonly createdAt: number }>
  readonly sessionConfiguration?: ClientSessionConfiguration | undefined
  readonly riskConfiguration?: RiskConfiguration | undefined
}

export const clientRecords: PoolRecordKind<ClientRecord> = {
  members: {
    userPoolId: 'text',
    id: 'text',
    name: 'text',
    clientType: 'text',
    settings: 'object',
    secrets: 'list',
    sessionConfiguration: 'object?',
    riskConfiguration: 'object?',
    ...DATES,
  },

  named,

  async *of(stores, { id: userPoolId }) {
    for await (const client of clientsOfPool(stores, userPoolId)) {
      const { id, name, clientType, settings, createdAt, modifiedAt } = client
      const secrets = (await stores.clients.secrets(id)).map(({ clientId: _, ...secret }) => secret)
      const sessionConfiguration = await stores.sessionConfigurations.ofClient(id)
      yield {
        type: 'client',
        userPoolId,
        id,
        name,
        clientType,
        settings,
        secrets,
        sessionConfiguration,
        riskConfiguration: await stores.riskConfigurations.find(userPoolId, id),
        createdAt,
        modifiedAt,
      }
    }
  },

  async store(stores, record) {
    const { type: _, secrets, sessionConfiguration, riskConfiguration, ...client } = record
    if (await stores.clients.find(client.id)) return 'kept'
    await poolOf(stores, record.userPoolId, named(record))
    await stores.clients.insert(client)
    for (const secret of secrets) await stores.clients.addSecret({ ...secret, clientId: client.id })
    if (sessionConfiguration) await stores.sessionConfigurations.setOfClient(client.id, sessionConfiguration)
    if (riskConfiguration)
      await stores.riskConfigurations.save(client.userPoolId, client.id, riskConfiguration)
    return 'made'
  },
}

function named({ id, userPoolId }: ClientRecord): string {
  return `client ${id} of user pool ${userPoolId}`
}
