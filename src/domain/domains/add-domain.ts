import { hostOf } from '../../kernel/web-address.ts'
import { assertArn } from '../arns/assert-arn.ts'
import type { Stores } from '../stores.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import { domainTaken, poolHasDomain, routingOfPrefixDomain, tooManyCustomDomains } from './domain-errors.ts'
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
}

/**
 * Attaches a domain to a pool.
 * @param pool locked, so that it cannot get two domains of one kind at once
 * @throws InvalidParameter-, FeatureUnavailableInTier-, LimitExceededException
 */
export async function addDomain(
  stores: Pick<Stores, 'domains'>,
  pool: UserPool,
  { managedLoginVersion: version = CLASSIC, ...requested }: NewDomain,
  { account, publicUrl }: Surroundings,
): Promise<UserPoolDomain> {
  const { custom } = requested
  if (custom) {
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
    region: pool.region,
    managedLoginVersion: managedLoginVersion(version, pool.settings.userPoolTier),
    modifiedAt: requested.createdAt,
  }
  const present = await stores.domains.ofPool(pool.id)
  if (present.some((other) => isCustom(other) === isCustom(domain))) throw poolHasDomain()
  if (!(await stores.domains.insert(domain))) throw domainTaken()
  if (custom && (await stores.domains.countCustom(pool.region)) > MAX_CUSTOM_DOMAINS)
    throw tooManyCustomDomains()
  return domain
}

function isCustom({ custom }: Pick<UserPoolDomain, 'custom'>): boolean {
  return custom !== undefined
}
