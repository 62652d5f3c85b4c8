import type { DomainStore } from '../../../domain/domains/domain-store.ts'
import {
  isOfReplica,
  type ManagedLoginVersion,
  type SecurityPolicy,
  type UserPoolDomain,
} from '../../../domain/domains/user-pool-domain.ts'
import type { Queries } from '../../driver/database.ts'

interface DomainRow {
  region: string
  domain: string
  user_pool_id: string
  certificate_arn: string | null
  security_policy: SecurityPolicy | null
  failover: string | null
  managed_login_version: ManagedLoginVersion
  created_at: number
  modified_at: number
}

const COLUMNS =
  'region, domain, user_pool_id, certificate_arn, security_policy, failover, managed_login_version, created_at, modified_at'

export function domainStore(queries: Queries): DomainStore {
  async function read(region: string, domain: string, lock: string): Promise<UserPoolDomain | undefined> {
    const row = await queries.first<DomainRow>(
      `select ${COLUMNS} from user_pool_domains where region = $1 and domain = $2${lock}`,
      region,
      domain,
    )
    return row && toDomain(row)
  }

  return {
    async insert(domain) {
      const inserted = await queries.first(
        `insert into user_pool_domains (${COLUMNS}, is_custom) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         on conflict do nothing returning domain`,
        domain.region,
        domain.domain,
        domain.userPoolId,
        ...certificateOf(domain),
        failoverOf(domain),
        domain.managedLoginVersion,
        domain.createdAt,
        domain.modifiedAt,
        placeOf(domain),
      )
      return inserted !== undefined
    },

    find: (region, domain) => read(region, domain, ''),
    lock: (region, domain) => read(region, domain, queries.forUpdate),

    async findCustom(domain) {
      const row = await queries.first<DomainRow>(
        `select ${COLUMNS} from user_pool_domains where domain = $1 and is_custom = 1`,
        domain,
      )
      return row && toDomain(row)
    },

    async ofPool(userPoolId) {
      const rows = await queries.all<DomainRow>(
        `select ${COLUMNS} from user_pool_domains where user_pool_id = $1 order by is_custom`,
        userPoolId,
      )
      return rows.map(toDomain)
    },

    async save(domain) {
      await queries.run(
        `update user_pool_domains set certificate_arn = $3, security_policy = $4, failover = $5,
           managed_login_version = $6, modified_at = $7
         where region = $1 and domain = $2`,
        domain.region,
        domain.domain,
        ...certificateOf(domain),
        failoverOf(domain),
        domain.managedLoginVersion,
        domain.modifiedAt,
      )
    },

    async delete({ userPoolId, region, domain }) {
      const deleted = await queries.run(
        'delete from user_pool_domains where user_pool_id = $1 and region = $2 and domain = $3',
        userPoolId,
        region,
        domain,
      )
      return deleted === 1
    },

    async countCustom(region) {
      const row = await queries.first<{ found: number }>(
        'select count(*) as found from user_pool_domains where region = $1 and is_custom = 1',
        region,
      )
      return row?.found ?? 0
    },
  }
}

/** As the column `is_custom` has it, of which a pool has each value once: it has one replica at most. */
function placeOf(domain: UserPoolDomain): number {
  if (domain.custom) return 1
  return isOfReplica(domain) ? -1 : 0
}

function certificateOf({ custom }: UserPoolDomain): [string | null, string | null] {
  return [custom?.certificateArn ?? null, custom?.securityPolicy ?? null]
}

function failoverOf({ failover }: UserPoolDomain): string | null {
  return failover ? JSON.stringify(failover) : null
}

function toDomain(row: DomainRow): UserPoolDomain {
  return {
    userPoolId: row.user_pool_id,
    region: row.region,
    domain: row.domain,
    custom:
      row.certificate_arn === null
        ? undefined
        : { certificateArn: row.certificate_arn, securityPolicy: row.security_policy ?? undefined },
    managedLoginVersion: row.managed_login_version,
    failover: row.failover === null ? undefined : JSON.parse(row.failover),
    createdAt: row.created_at,
    modifiedAt: row.modified_at,
  }
}
