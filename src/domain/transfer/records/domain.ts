import {
  type CustomDomain,
  type Failover,
  isOfReplica,
  type ManagedLoginVersion,
} from '../../domains/user-pool-domain.ts'
import { poolOf } from './pool-of.ts'
import { DATES, type Dates, type PoolRecordKind } from './record-kind.ts'

export interface DomainRecord extends Dates {
  readonly type: 'domain'
  readonly userPoolId: string
  readonly region: string
  readonly domain: string
  readonly custom?: CustomDomain | undefined
  readonly managedLoginVersion: ManagedLoginVersion
  readonly failover?: Failover | undefined
}

export const domainRecords: PoolRecordKind<DomainRecord> = {
  members: {
    userPoolId: 'text',
    region: 'text',
    domain: 'text',
    custom: 'object?',
    managedLoginVersion: 'number',
    failover: 'object?',
    ...DATES,
  },

  named,

  async *of(stores, { id }) {
    for (const domain of await stores.domains.ofPool(id)) {
      if (!isOfReplica(domain)) yield { type: 'domain', ...domain } // replicas are not exported either
    }
  },

  async store(stores, record) {
    const { type: _, ...domain } = record
    await poolOf(stores, record.userPoolId, named(record))
    return (await stores.domains.insert(domain)) ? 'made' : 'kept'
  },
}

function named({ domain, userPoolId }: DomainRecord): string {
  return `domain ${domain} of user pool ${userPoolId}`
}
