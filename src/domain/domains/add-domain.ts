import { hostOf } from '../../kernel/web-address.ts'
import { assertArn } from '../arns/assert-arn.ts'
import { replicaNotFound } from '../replicas/replica-errors.ts'
import type { Stores } from '../stores.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import {
  customDomainInReplica,
  domainTaken,
  poolHasDomain,
  routingOfPrefixDomain,
  tooManyCustomDomains,
} from './domain-errors.ts'
import { assertCustomName, assertPrefixName } from './domain-name.ts'
import { managedLoginVersion } from './managed-login-version.ts'
import { MAX_CUSTOM_DOMAINS, type UserPoolDomain } from './user-pool-domain.ts'

/** AWS: without a version, the pages are the classic ones. */
const CLASSIC = 1

export interface NewDomain
  extends Omit<UserPoolDomain, 'userPoolId' | 'region' | 'managedLoginVersion' | 'modifiedAt'> {
  readonly managedLoginVersion?: number | undefined
}

interface Surroundings {
  readonly account: string
  /** The address at which clients reach the server. */
  readonly publicUrl: string
  /** The region of the domain: that of a replica, or by default that of the pool. */
  readonly region?: string
}

/**
 * Attaches a domain to a pool. Deviation: a custom domain is attached in the pool's own region (docs/deviations.md,
 * "domains of a replica").
 * @param pool locked, so that it cannot get two domains of one kind at once, or lose a replica meanwhile
 * @throws InvalidParameter-, FeatureUnavailableInTier-, LimitExceeded-, OperationNotEnabled-, ResourceNotFoundException
 */
export async function addDomain(
  stores: Pick<Stores, 'domains' | 'replicas'>,
  pool: UserPool,
  { managedLoginVersion: version = CLASSIC, ...requested }: NewDomain,
  { account, publicUrl, region = pool.region }: Surroundings,
): Promise<UserPoolDomain> {
  const { custom } = requested
  if (region !== pool.region && !(await stores.replicas.find(pool.id, region)))
    throw replicaNotFound(pool.id, region)
  if (custom) {
    if (region !== pool.region) throw customDomainInReplica()
    assertCustomName(requested.domain, hostOf(publicUrl))
    assertArn('CustomDomainConfigType.CertificateArn', custom.certificateArn, {
      region: pool.region,
      account,
    })
  } else {
    assertPrefixName(requested.domain)
    if (requested.failover) throw routingOfPrefixDomain()
  }
  const domain: UserPoolDomain = {
    ...requested,
    userPoolId: pool.id,
    region,
    managedLoginVersion: managedLoginVersion(version, pool.settings.userPoolTier),
    modifiedAt: requested.createdAt,
  }
  const present = await stores.domains.ofPool(pool.id)
  if (present.some((other) => standsFor(other) === standsFor(domain))) throw poolHasDomain()
  if (!(await stores.domains.insert(domain))) throw domainTaken()
  if (custom && (await stores.domains.countCustom(pool.region)) > MAX_CUSTOM_DOMAINS)
    throw tooManyCustomDomains()
  return domain
}

/** Of each of these a pool has one: its custom domain, and the prefix in a region. */
function standsFor({ custom, region }: Pick<UserPoolDomain, 'custom' | 'region'>): string {
  return custom ? 'custom' : region
}
