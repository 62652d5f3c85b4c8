import type { UserPoolDomain } from './user-pool-domain.ts'

export interface DomainStore {
  /** Returns false, and stores nothing, if the name is taken, or the pool has such a domain already. */
  insert(domain: UserPoolDomain): Promise<boolean>
  /** A prefix domain or custom domain of a pool in the region. */
  find(region: string, domain: string): Promise<UserPoolDomain | undefined>
  /** By its full name alone, which is unique in all regions. */
  findCustom(domain: string): Promise<UserPoolDomain | undefined>
  /** Like {@link find}, and locks the domain until this transaction ends. */
  lock(region: string, domain: string): Promise<UserPoolDomain | undefined>
  /** The prefix domains of the replicas, then that of the pool's own region, then the custom domain. */
  ofPool(userPoolId: string): Promise<readonly UserPoolDomain[]>
  /** Stores what can change: certificate, policy, version, failover and date. */
  save(domain: UserPoolDomain): Promise<void>
  /** Returns whether the pool had the domain. */
  delete(domain: Pick<UserPoolDomain, 'userPoolId' | 'region' | 'domain'>): Promise<boolean>
  countCustom(region: string): Promise<number>
}
