import type { Instant } from '../../kernel/clock.ts'
import { regionOfPool } from '../user-pools/user-pool.ts'

/** 1: the classic pages, 2: managed login. */
export type ManagedLoginVersion = 1 | 2

/** AWS: the minimum TLS version and the ciphers of the pages. */
export type SecurityPolicy = 'TLS_V1' | 'TLS_V1_2_2021' | 'TLS_V1_3_2025'

export interface CustomDomain {
  readonly certificateArn: string
  readonly securityPolicy?: SecurityPolicy | undefined
}

/** AWS: to which region requests go while a health check fails. We store and show it: it is DNS that would ask. */
export interface Failover {
  readonly secondaryRegion: string
  readonly primaryRoute53HealthCheckId: string
}

/**
 * Where the pages and OAuth endpoints of a pool are. A pool has at most one custom domain, and one prefix domain in each of
 * its regions.
 */
export interface UserPoolDomain {
  readonly userPoolId: string
  /** The pool's own, or for a prefix domain that of a replica. */
  readonly region: string
  /** A prefix, unique in its region, or the full name of a custom domain, unique in all regions. */
  readonly domain: string
  /** Absent for a prefix domain. */
  readonly custom?: CustomDomain | undefined
  readonly managedLoginVersion: ManagedLoginVersion
  /** Of a custom domain only. */
  readonly failover?: Failover | undefined
  readonly createdAt: Instant
  readonly modifiedAt: Instant
}

/** Whether it is a prefix domain in the region of a replica. */
export function isOfReplica({ userPoolId, region }: Pick<UserPoolDomain, 'userPoolId' | 'region'>): boolean {
  return regionOfPool(userPoolId) !== region
}

/** AWS: quotas, "Custom domains per account" in a region. */
export const MAX_CUSTOM_DOMAINS = 4
