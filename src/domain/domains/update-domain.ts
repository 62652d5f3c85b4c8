import type { Instant } from '../../kernel/clock.ts'
import { assertArn } from '../arns/assert-arn.ts'
import type { Stores } from '../stores.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import { certificateMissing, domainNotFound, noCustomDomain, routingOfPrefixDomain } from './domain-errors.ts'
import { managedLoginVersion } from './managed-login-version.ts'
import type { CustomDomain, Failover, UserPoolDomain } from './user-pool-domain.ts'

export interface DomainChange {
  readonly domain: string
  readonly custom?: CustomDomain | undefined
  readonly managedLoginVersion?: number | undefined
  readonly failover?: Failover | undefined
}

/**
 * AWS: a custom domain needs its certificate in every change. The version and the failover stay as they are if they are
 * left out.
 * @throws ResourceNotFound-, InvalidParameter-, FeatureUnavailableInTierException
 */
export async function updateDomain(
  stores: Pick<Stores, 'domains'>,
  pool: UserPool,
  change: DomainChange,
  { account, region, now }: { readonly account: string; readonly region: string; readonly now: Instant },
): Promise<UserPoolDomain> {
  const domain = await stores.domains.lock(region, change.domain)
  if (domain?.userPoolId !== pool.id) {
    throw change.custom && (await hasPrefixDomainsOnly(stores, pool.id))
      ? noCustomDomain()
      : domainNotFound(change.domain)
  }
  if (change.custom && !domain.custom) throw noCustomDomain()
  if (domain.custom && !change.custom) throw certificateMissing()
  if (change.failover && !domain.custom) throw routingOfPrefixDomain()
  const certificate = change.custom?.certificateArn
  assertArn('CustomDomainConfigType.CertificateArn', certificate, { region: pool.region, account })
  const version = change.managedLoginVersion ?? domain.managedLoginVersion
  const updated: UserPoolDomain = {
    ...domain,
    custom: change.custom,
    managedLoginVersion: managedLoginVersion(version, pool.settings.userPoolTier),
    failover: change.failover ?? domain.failover,
    modifiedAt: now,
  }
  await stores.domains.save(updated)
  return updated
}

/** AWS: such a pool has nothing that a certificate could be changed of, whatever name the request gives. */
async function hasPrefixDomainsOnly(
  { domains }: Pick<Stores, 'domains'>,
  userPoolId: string,
): Promise<boolean> {
  const attached = await domains.ofPool(userPoolId)
  return attached.length > 0 && attached.every(({ custom }) => custom === undefined)
}
